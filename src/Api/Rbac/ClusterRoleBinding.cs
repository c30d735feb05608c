namespace Kubesharp.Api.Rbac;

/// <summary>Gives a ClusterRole to users, groups and service accounts, everywhere.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", Namespaced = false)]
[Definition("io.k8s.api.rbac.v1.ClusterRoleBinding")]
public sealed partial record ClusterRoleBinding : ApiObject
{
    /// <summary>Who may do it.</summary>
    [Field(2, "subjects"), Atomic] public IReadOnlyList<Subject> Subjects { get; init; } = [];
    /// <summary>The ClusterRole. Cannot be changed: delete the binding and make another.</summary>
    [Field(3, "roleRef", Always = true), Required] public RoleRef RoleRef { get; init; } = RoleRef.Empty;
}
