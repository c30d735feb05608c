namespace Kubesharp.Api.FlowControl;

/// <summary>A subject.</summary>
[Definition("io.k8s.api.flowcontrol.v1.Subject")]
[Union("kind", "group", "serviceAccount", "user")]
public sealed partial record Subject
{
    /// <summary>The value with nothing set.</summary>
    public static Subject Empty { get; } = new();

    /// <summary>Kind. One of: User, Group, ServiceAccount.</summary>
    [Field(1, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>User.</summary>
    [Field(2, "user")] public UserSubject? User { get; init; }
    /// <summary>Group.</summary>
    [Field(3, "group")] public GroupSubject? Group { get; init; }
    /// <summary>Service account.</summary>
    [Field(4, "serviceAccount")] public ServiceAccountSubject? ServiceAccount { get; init; }
}
