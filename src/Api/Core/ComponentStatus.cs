namespace Kubesharp.Api.Core;

/// <summary>What is observed of a Component.</summary>
[ApiResource("v1", "ComponentStatus", "componentstatuses", Namespaced = false, ShortNames = ["cs"],
    Verbs = ["get", "list"])]
[Definition("io.k8s.api.core.v1.ComponentStatus")]
public sealed partial record ComponentStatus : ApiObject
{
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<ComponentCondition> Conditions { get; init; } = [];
}
