namespace Kubesharp.Api.FlowControl;

/// <summary>What makes two requests belong to one flow.</summary>
[Definition("io.k8s.api.flowcontrol.v1.FlowDistinguisherMethod")]
public sealed partial record FlowDistinguisherMethod
{
    /// <summary>The value with nothing set.</summary>
    public static FlowDistinguisherMethod Empty { get; } = new();

    /// <summary>The same user, or the same namespace. One of: ByUser, ByNamespace.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
}
