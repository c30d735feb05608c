using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Policy;

/// <summary>Asks for a Pod to be deleted, if the PodDisruptionBudgets allow it; otherwise the answer is 429.</summary>
[ApiKind("policy/v1", "Eviction")]
[Definition("io.k8s.api.policy.v1.Eviction")]
public sealed partial record Eviction : ApiObject
{
    /// <summary>How to delete it. Absent: as the Pod says.</summary>
    [Field(2, "deleteOptions")] public DeleteOptions? DeleteOptions { get; init; }
}
