namespace Kubesharp.Api.FlowControl;

/// <summary>A flow distinguisher method.</summary>
[Definition("io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod")]
public sealed partial record FlowDistinguisherMethod
{
    /// <summary>The value with nothing set.</summary>
    public static FlowDistinguisherMethod Empty { get; } = new();

    /// <summary>Type. One of: ByUser, ByNamespace.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
}
