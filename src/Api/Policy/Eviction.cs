using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Policy;

/// <summary>An eviction.</summary>
[ApiKind("policy/v1", "Eviction")]
[Definition("io.k8s.api.policy.v1.Eviction")]
public sealed partial record Eviction : ApiObject
{
    /// <summary>Delete options.</summary>
    [Field(2, "deleteOptions")] public DeleteOptions? DeleteOptions { get; init; }
}
