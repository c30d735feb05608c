using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Apps;

/// <summary>Runs one Pod on every node that its template fits.</summary>
[ApiResource("apps/v1", "DaemonSet", "daemonsets", ShortNames = ["ds"], Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.apps.v1.DaemonSet")]
public sealed partial record DaemonSet : ApiObject
{
    /// <summary>What the DaemonSet should be.</summary>
    [Field(2, "spec")] public DaemonSetSpec Spec { get; init; } = DaemonSetSpec.Empty;
    /// <summary>What is observed of the DaemonSet; the controller writes it and it may be some moments old.</summary>
    [Field(3, "status")] public DaemonSetStatus Status { get; init; } = DaemonSetStatus.Empty;
}

/// <summary>What a DaemonSet should be.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetSpec")]
public sealed partial record DaemonSetSpec
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetSpec Empty { get; } = new();

    /// <summary>Which Pods belong to it. Must match the labels of the template and cannot be changed.</summary>
    [Field(1, "selector", Always = true), Required] public LabelSelector? Selector { get; init; }
    /// <summary>
    /// What its Pods look like. One is made for every node that the template's node selector and tolerations allow;
    /// restartPolicy must be Always.
    /// </summary>
    [Field(2, "template", Always = true), Required]
    public PodTemplateSpec Template { get; init; } = PodTemplateSpec.Empty;
    /// <summary>How Pods of an older template are replaced.</summary>
    [Field(3, "updateStrategy")]
    public DaemonSetUpdateStrategy UpdateStrategy { get; init; } = DaemonSetUpdateStrategy.Empty;
    /// <summary>
    /// How long a new Pod must be ready before it counts as available, in seconds. Defaults to 0: at once.
    /// </summary>
    [Field(4, "minReadySeconds")] public int MinReadySeconds { get; init; }
    /// <summary>How many old states to keep as ControllerRevisions for a rollback. Defaults to 10.</summary>
    [Field(6, "revisionHistoryLimit")] public int? RevisionHistoryLimit { get; init; }
}

/// <summary>What is observed of a DaemonSet.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetStatus")]
public sealed partial record DaemonSetStatus
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetStatus Empty { get; } = new();

    /// <summary>How many nodes have its Pod and should.</summary>
    [Field(1, "currentNumberScheduled", Always = true), Required] public int CurrentNumberScheduled { get; init; }
    /// <summary>How many nodes have its Pod and should not.</summary>
    [Field(2, "numberMisscheduled", Always = true), Required] public int NumberMisscheduled { get; init; }
    /// <summary>How many nodes should have its Pod, whether they do or not.</summary>
    [Field(3, "desiredNumberScheduled", Always = true), Required] public int DesiredNumberScheduled { get; init; }
    /// <summary>On how many nodes that should have its Pod one is ready.</summary>
    [Field(4, "numberReady", Always = true), Required] public int NumberReady { get; init; }
    /// <summary>The generation of the DaemonSet that this status speaks of.</summary>
    [Field(5, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>How many nodes have a Pod of the newest template.</summary>
    [Field(6, "updatedNumberScheduled")] public int UpdatedNumberScheduled { get; init; }
    /// <summary>On how many nodes that should have its Pod one has been ready for minReadySeconds.</summary>
    [Field(7, "numberAvailable")] public int NumberAvailable { get; init; }
    /// <summary>On how many nodes that should have its Pod none is available.</summary>
    [Field(8, "numberUnavailable")] public int NumberUnavailable { get; init; }
    /// <summary>
    /// How often the name of a new ControllerRevision was already taken; part of the hash that makes names.
    /// </summary>
    [Field(9, "collisionCount")] public int? CollisionCount { get; init; }
    /// <summary>What has been observed, one entry for each type.</summary>
    [Field(10, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<DaemonSetCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a DaemonSet.</summary>
[Definition("io.k8s.api.apps.v1.DaemonSetCondition")]
public sealed partial record DaemonSetCondition
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonSetCondition Empty { get; } = new();

    /// <summary>What the condition is about, in CamelCase.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
