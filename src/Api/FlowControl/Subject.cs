namespace Kubesharp.Api.FlowControl;

/// <summary>Somebody who makes requests. The field that kind names is set.</summary>
[Definition("io.k8s.api.flowcontrol.v1.Subject")]
[Union("kind", "group", "serviceAccount", "user")]
public sealed partial record Subject
{
    /// <summary>The value with nothing set.</summary>
    public static Subject Empty { get; } = new();

    /// <summary>A user, a group or a service account. One of: User, Group, ServiceAccount.</summary>
    [Field(1, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>A user by name.</summary>
    [Field(2, "user")] public UserSubject? User { get; init; }
    /// <summary>A group by name.</summary>
    [Field(3, "group")] public GroupSubject? Group { get; init; }
    /// <summary>A service account by namespace and name.</summary>
    [Field(4, "serviceAccount")] public ServiceAccountSubject? ServiceAccount { get; init; }
}
