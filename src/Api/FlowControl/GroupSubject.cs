namespace Kubesharp.Api.FlowControl;

/// <summary>A group of users.</summary>
[Definition("io.k8s.api.flowcontrol.v1.GroupSubject")]
public sealed partial record GroupSubject
{
    /// <summary>The value with nothing set.</summary>
    public static GroupSubject Empty { get; } = new();

    /// <summary>The group; * means all.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
