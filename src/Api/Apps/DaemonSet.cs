using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Apps;

/// <summary>A daemon set.</summary>
[ApiResource("apps/v1", "DaemonSet", "daemonsets", ShortNames = ["ds"], Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.apps.v1.DaemonSet")]
public sealed partial record DaemonSet : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public DaemonSetSpec Spec { get; init; } = DaemonSetSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public DaemonSetStatus Status { get; init; } = DaemonSetStatus.Empty;
}

/// <summary>What a DaemonSet should be.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetSpec")]
public sealed partial record DaemonSetSpec
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetSpec Empty { get; } = new();

    /// <summary>Which objects count.</summary>
    [Field(1, "selector", Always = true), Required] public LabelSelector? Selector { get; init; }
    /// <summary>What the Pods that are made look like.</summary>
    [Field(2, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>Update strategy.</summary>
    [Field(3, "updateStrategy")]
    public DaemonSetUpdateStrategy UpdateStrategy { get; init; } = DaemonSetUpdateStrategy.Empty;
    /// <summary>How long a new Pod must be ready before it counts as available, in seconds.</summary>
    [Field(4, "minReadySeconds")] public int MinReadySeconds { get; init; }
    /// <summary>Revision history limit.</summary>
    [Field(6, "revisionHistoryLimit")] public int? RevisionHistoryLimit { get; init; }
}

/// <summary>What is observed of a DaemonSet.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetStatus")]
public sealed partial record DaemonSetStatus
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetStatus Empty { get; } = new();

    /// <summary>Current number scheduled.</summary>
    [Field(1, "currentNumberScheduled", Always = true), Required] public int CurrentNumberScheduled { get; init; }
    /// <summary>Number misscheduled.</summary>
    [Field(2, "numberMisscheduled", Always = true), Required] public int NumberMisscheduled { get; init; }
    /// <summary>Desired number scheduled.</summary>
    [Field(3, "desiredNumberScheduled", Always = true), Required] public int DesiredNumberScheduled { get; init; }
    /// <summary>Number ready.</summary>
    [Field(4, "numberReady", Always = true), Required] public int NumberReady { get; init; }
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(5, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>Updated number scheduled.</summary>
    [Field(6, "updatedNumberScheduled")] public int UpdatedNumberScheduled { get; init; }
    /// <summary>Number available.</summary>
    [Field(7, "numberAvailable")] public int NumberAvailable { get; init; }
    /// <summary>Number unavailable.</summary>
    [Field(8, "numberUnavailable")] public int NumberUnavailable { get; init; }
    /// <summary>Collision count.</summary>
    [Field(9, "collisionCount")] public int? CollisionCount { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(10, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<DaemonSetCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a DaemonSet.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetCondition")]
public sealed partial record DaemonSetCondition
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetCondition Empty { get; } = new();

    /// <summary>Type.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
