namespace Kubesharp.Api.Rbac;

/// <summary>A cluster role binding.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", Namespaced = false)]
[Definition("io.k8s.api.rbac.v1.ClusterRoleBinding")]
public sealed partial record ClusterRoleBinding : ApiObject
{
    /// <summary>Subjects.</summary>
    [Field(2, "subjects"), Atomic] public IReadOnlyList<Subject> Subjects { get; init; } = [];
    /// <summary>Role ref.</summary>
    [Field(3, "roleRef", Always = true), Required] public RoleRef RoleRef { get; init; } = RoleRef.Empty;
}
