namespace Kubesharp.Api.Rbac;

/// <summary>A role binding.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings")]
[Definition("io.k8s.api.rbac.v1.RoleBinding")]
public sealed partial record RoleBinding : ApiObject
{
    /// <summary>Subjects.</summary>
    [Field(2, "subjects"), Atomic] public IReadOnlyList<Subject> Subjects { get; init; } = [];
    /// <summary>Role ref.</summary>
    [Field(3, "roleRef", Always = true), Required] public RoleRef RoleRef { get; init; } = RoleRef.Empty;
}
