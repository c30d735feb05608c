namespace Kubesharp.Api.Rbac;

/// <summary>What one may do in one namespace. A RoleBinding says who.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "Role", "roles")]
[Definition("io.k8s.api.rbac.v1.Role")]
public sealed partial record Role : ApiObject
{
    /// <summary>What one may do. Rules only allow; what none allows is forbidden.</summary>
    [Field(2, "rules", Always = true), Atomic] public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
}
