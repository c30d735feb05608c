using System.Globalization;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Pods.</summary>
internal sealed class PodStrategy : Strategy<Pod>
{
    private const string None = "<none>";

    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(Pod left, Pod right) => left.Spec.Equals(right.Spec);

    // Called for writes of the status: what an old client does not know must not get lost.
    protected override Pod WithSpecOf(Pod value, Pod source) => value with
    {
        Spec = source.Spec,
        Status = PodStatusRules.Preserve(value.Status, source.Status),
    };

    protected override Pod WithStatusOf(Pod value, Pod? source) =>
        value with { Status = source?.Status ?? PodStatus.Empty };

    protected override Pod Default(Pod value)
    {
        PodSpec spec = PodDefaults.ForPod(value.Spec);
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override Pod PrepareForCreate(Pod value)
    {
        value = PodSelectorKeys.Merge(value);
        var status = new PodStatus { Phase = "Pending", QosClass = PodQualityOfService.ClassOf(value.Spec) };
        if (value.Spec.SchedulingGates.Count > 0)
        {
            var gated = new PodCondition
            {
                Type = "PodScheduled",
                Status = "False",
                Reason = "SchedulingGated",
                Message = "Scheduling is blocked due to non-empty scheduling gates",
            };
            status = status with { Conditions = [gated] };
        }
        return value with { Status = status };
    }

    // The kubelet may write labels and annotations with the status, but must never lose an owner.
    protected override ObjectMeta StatusMetadata(ObjectMeta value, ObjectMeta old) =>
        value with { OwnerReferences = old.OwnerReferences };

    protected override void Validate(Pod value, FieldErrors errors) => PodRules.Validate(value, errors);

    protected override void ValidateCreate(Pod value, FieldErrors errors) => PodRules.ValidateCreate(value, errors);

    protected override void ValidateUpdate(Pod value, Pod old, FieldErrors errors) =>
        PodUpdateRules.Validate(value, old, errors);

    protected override void ValidateStatusUpdate(Pod value, Pod old, FieldErrors errors) =>
        PodStatusRules.ValidateUpdate(value, old, errors);

    protected override Pod PrepareForSubresource(string subresource, Pod value, Pod old) => subresource == "resize"
        ? PodResizeRules.Prepare(value, old)
        : old with { Spec = old.Spec with { EphemeralContainers = value.Spec.EphemeralContainers } };

    protected override void ValidateSubresource(string subresource, Pod value, Pod old, FieldErrors errors)
    {
        if (subresource == "resize")
            PodResizeRules.Validate(value, old, errors);
        else if (AnnotationRules.IsMirror(old.Metadata))
            errors.Add(new("FieldValueForbidden", "", "Forbidden: static pods do not support ephemeral containers"));
        else
            EphemeralContainerRules.ValidateUpdate(value.Spec, old.Spec, errors);
    }

    protected override IReadOnlyList<string> Warnings(Pod value) => PodWarnings.OfPod(value);

    // Programs update Pods, often; people hardly ever do.
    protected override IReadOnlyList<string> UpdateWarnings(Pod value, Pod old) => [];

    protected override (string Reason, string Message)? Completed(Pod value) => value.Status.Phase switch
    {
        "Succeeded" => ("Succeeded", "The pod has completed successfully."),
        "Failed" => ("Failed", "The pod failed."),
        _ => null,
    };

    public override IReadOnlyList<string> SelectableFields { get; } =
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
        "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName",
    ];

    protected override string? FieldValue(Pod value, string field) => field switch
    {
        "spec.nodeName" => value.Spec.NodeName,
        "spec.restartPolicy" => value.Spec.RestartPolicy,
        "spec.schedulerName" => value.Spec.SchedulerName,
        "spec.serviceAccountName" => value.Spec.ServiceAccountName,
        "spec.hostNetwork" => value.Spec.HostNetwork ? "true" : "false",
        "status.phase" => value.Status.Phase,
        "status.podIP" or "status.podIPs" =>
            value.Status.PodIPs.Count > 0 ? value.Status.PodIPs[0].Ip : value.Status.PodIP,
        "status.nominatedNodeName" => value.Status.NominatedNodeName,
        _ => base.FieldValue(value, field),
    };

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Pod>(),
        Printing.Columns.Text<Pod>("Ready", "How many of the containers are ready.",
            static pod => PodSummary.Of(pod).ReadyText),
        Printing.Columns.Text<Pod>("Status", "What the Pod does, or what holds it up, in one word.",
            static pod => PodSummary.Of(pod).Reason),
        Printing.Columns.Timed<Pod>("Restarts", "How often containers restarted, and when last.",
            static (pod, now) => PodSummary.Of(pod).RestartsText(now)),
        Printing.Columns.Age<Pod>(),
        Printing.Columns.Text<Pod>("IP", "The address of the Pod.",
            static pod => pod.Status.PodIPs.Count > 0 ? pod.Status.PodIPs[0].Ip : OrNone(pod.Status.PodIP), 1),
        Printing.Columns.Text<Pod>("Node", "The node that the Pod runs on.",
            static pod => OrNone(pod.Spec.NodeName), 1),
        Printing.Columns.Text<Pod>("Nominated Node", "The node that others are evicted from to make room.",
            static pod => OrNone(pod.Status.NominatedNodeName), 1),
        Printing.Columns.Text<Pod>("Readiness Gates", "How many of the extra conditions for readiness hold.",
            ReadinessGates, 1),
    ];

    private static string OrNone(string text) => text.Length > 0 ? text : None;

    private static string ReadinessGates(Pod pod)
    {
        if (pod.Spec.ReadinessGates.Count == 0)
            return None;
        int holding = 0;
        foreach (PodReadinessGate gate in pod.Spec.ReadinessGates)
        {
            foreach (PodCondition condition in pod.Status.Conditions)
            {
                if (condition.Type != gate.ConditionType)
                    continue;
                holding += condition.Status == "True" ? 1 : 0;
                break;
            }
        }
        return string.Create(CultureInfo.InvariantCulture, $"{holding}/{pod.Spec.ReadinessGates.Count}");
    }
}
