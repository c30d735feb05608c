namespace Kubesharp.Api.FlowControl;

/// <summary>A priority level: how much of the server its requests get.</summary>
[ApiResource("flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", "prioritylevelconfigurations",
    Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration")]
public sealed partial record PriorityLevelConfiguration : ApiObject
{
    /// <summary>How much.</summary>
    [Field(2, "spec")] public PriorityLevelConfigurationSpec Spec { get; init; } = PriorityLevelConfigurationSpec.Empty;
    /// <summary>What is observed of the level.</summary>
    [Field(3, "status")]
    public PriorityLevelConfigurationStatus Status { get; init; } = PriorityLevelConfigurationStatus.Empty;
}

/// <summary>How much of the server a level gets. The field that type names is set.</summary>
[Definition("io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationSpec")]
[Union("type", "exempt", "limited")]
public sealed partial record PriorityLevelConfigurationSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PriorityLevelConfigurationSpec Empty { get; } = new();

    /// <summary>Whether its requests are limited, or never held back. One of: Exempt, Limited.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>How many are served at the same time. Needed with type Limited.</summary>
    [Field(2, "limited")] public LimitedPriorityLevelConfiguration? Limited { get; init; }
    /// <summary>How they are counted. Only with type Exempt.</summary>
    [Field(3, "exempt")] public ExemptPriorityLevelConfiguration? Exempt { get; init; }
}

/// <summary>What is observed of a priority level.</summary>
[Definition("io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationStatus")]
public sealed partial record PriorityLevelConfigurationStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PriorityLevelConfigurationStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<PriorityLevelConfigurationCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a PriorityLevelConfiguration.</summary>
[Definition("io.k8s.api.flowcontrol.v1.PriorityLevelConfigurationCondition")]
public sealed partial record PriorityLevelConfigurationCondition
{
    /// <summary>The value with nothing set.</summary>
    public static PriorityLevelConfigurationCondition Empty { get; } = new();

    /// <summary>What the condition is about.</summary>
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
