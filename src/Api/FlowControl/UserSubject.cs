namespace Kubesharp.Api.FlowControl;

/// <summary>A user.</summary>
[Definition("io.k8s.api.flowcontrol.v1.UserSubject")]
public sealed partial record UserSubject
{
    /// <summary>The value with nothing set.</summary>
    public static UserSubject Empty { get; } = new();

    /// <summary>The user's name; * means all.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
