namespace Kubesharp.Api.FlowControl;

/// <summary>Which requests belong to which priority level.</summary>
[ApiResource("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "flowschemas", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.flowcontrol.v1.FlowSchema")]
public sealed partial record FlowSchema : ApiObject
{
    /// <summary>Which requests, and which level.</summary>
    [Field(2, "spec")] public FlowSchemaSpec Spec { get; init; } = FlowSchemaSpec.Empty;
    /// <summary>Whether its level exists; a controller writes it.</summary>
    [Field(3, "status")] public FlowSchemaStatus Status { get; init; } = FlowSchemaStatus.Empty;
}

/// <summary>Which requests belong to which priority level.</summary>
[Definition("io.k8s.api.flowcontrol.v1.FlowSchemaSpec")]
public sealed partial record FlowSchemaSpec
{
    /// <summary>The value with nothing set.</summary>
    public static FlowSchemaSpec Empty { get; } = new();

    /// <summary>The level. When there is none of that name, the schema has no effect.</summary>
    [Field(1, "priorityLevelConfiguration", Always = true), Required]
    public PriorityLevelConfigurationReference PriorityLevelConfiguration { get; init; } =
        PriorityLevelConfigurationReference.Empty;
    /// <summary>Of several that fit, the one with the lowest counts. From 1 to 10000. Defaults to 1000.</summary>
    [Field(2, "matchingPrecedence", Always = true)] public int MatchingPrecedence { get; init; }
    /// <summary>What makes flows of the requests. Absent: they are all one.</summary>
    [Field(3, "distinguisherMethod")] public FlowDistinguisherMethod? DistinguisherMethod { get; init; }
    /// <summary>Which requests: one of the rules must fit. Empty: none.</summary>
    [Field(4, "rules"), Atomic] public IReadOnlyList<PolicyRulesWithSubjects> Rules { get; init; } = [];
}

/// <summary>Whether a FlowSchema has an effect.</summary>
[Definition("io.k8s.api.flowcontrol.v1.FlowSchemaStatus")]
public sealed partial record FlowSchemaStatus
{
    /// <summary>The value with nothing set.</summary>
    public static FlowSchemaStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<FlowSchemaCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a FlowSchema.</summary>
[Definition("io.k8s.api.flowcontrol.v1.FlowSchemaCondition")]
public sealed partial record FlowSchemaCondition
{
    /// <summary>The value with nothing set.</summary>
    public static FlowSchemaCondition Empty { get; } = new();

    /// <summary>What the condition is about: its level does not exist (Dangling).</summary>
    [Field(1, "type")] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status")] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
