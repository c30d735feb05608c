namespace Kubesharp.Api.Rbac;

/// <summary>A role.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "Role", "roles")]
[Definition("io.k8s.api.rbac.v1.Role")]
public sealed partial record Role : ApiObject
{
    /// <summary>Rules.</summary>
    [Field(2, "rules", Always = true), Atomic] public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
}
