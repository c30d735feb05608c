namespace Kubesharp.Api.Core;

/// <summary>Whether the parts of the control plane are well. Deprecated: ask their health endpoints.</summary>
[ApiResource("v1", "ComponentStatus", "componentstatuses", Namespaced = false, ShortNames = ["cs"],
    Verbs = ["get", "list"])]
[Definition("io.k8s.api.core.v1.ComponentStatus")]
public sealed partial record ComponentStatus : ApiObject
{
    /// <summary>Healthy says whether the part is well, one entry for each type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<ComponentCondition> Conditions { get; init; } = [];
}
