namespace Kubesharp.Api.Rbac;

/// <summary>Gives a Role, or a ClusterRole within the namespace, to users, groups and service accounts.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings")]
[Definition("io.k8s.api.rbac.v1.RoleBinding")]
public sealed partial record RoleBinding : ApiObject
{
    /// <summary>Who may do it.</summary>
    [Field(2, "subjects"), Atomic] public IReadOnlyList<Subject> Subjects { get; init; } = [];
    /// <summary>
    /// A Role of the namespace or a ClusterRole. Cannot be changed: delete the binding and make another.
    /// </summary>
    [Field(3, "roleRef", Always = true), Required] public RoleRef RoleRef { get; init; } = RoleRef.Empty;
}
