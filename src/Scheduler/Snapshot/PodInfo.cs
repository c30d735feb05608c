using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>A Pod with what every plugin would otherwise compute again. Immutable but for its shape.</summary>
public sealed class PodInfo
{
    private string? signature;

    public PodInfo(Pod pod)
    {
        Pod = pod;
        Namespace = pod.Metadata.Namespace;
        Name = pod.Metadata.Name;
        Priority = pod.Spec.Priority ?? 0;
        StartTime = pod.Status.StartTime?.Value;
        Requested = PodRequests.Of(pod);
        RequestedForScoring = PodRequests.ForScoring(pod, Requested);
        HostPorts = HostPort.Of(pod);
        Claims = ClaimsOf(pod);
        if (pod.Spec.Affinity is not { } affinity)
            return;
        if (affinity.PodAffinity is { } attract)
        {
            RequiredAffinity = Required(attract.RequiredDuringSchedulingIgnoredDuringExecution);
            PreferredAffinity = Preferred(attract.PreferredDuringSchedulingIgnoredDuringExecution);
        }
        if (affinity.PodAntiAffinity is { } repel)
        {
            RequiredAntiAffinity = Required(repel.RequiredDuringSchedulingIgnoredDuringExecution);
            PreferredAntiAffinity = Preferred(repel.PreferredDuringSchedulingIgnoredDuringExecution);
        }
    }

    public Pod Pod { get; }
    public string Uid => Pod.Metadata.Uid;
    public string Namespace { get; }
    public string Name { get; }
    public int Priority { get; }
    /// <summary>Null: no kubelet has started it yet.</summary>
    public DateTimeOffset? StartTime { get; }
    public ResourceAmounts Requested { get; }
    /// <summary>As <see cref="Requested"/>, with defaults for containers that ask for no CPU or memory.</summary>
    public ResourceAmounts RequestedForScoring { get; }
    public IReadOnlyList<HostPort> HostPorts { get; }
    public IReadOnlyList<AffinityTerm> RequiredAffinity { get; } = [];
    public IReadOnlyList<AffinityTerm> RequiredAntiAffinity { get; } = [];
    public IReadOnlyList<AffinityTerm> PreferredAffinity { get; } = [];
    public IReadOnlyList<AffinityTerm> PreferredAntiAffinity { get; } = [];
    /// <summary>
    /// The PersistentVolumeClaims that its volumes stand for, those made for it (ephemeral) included.
    /// </summary>
    public IReadOnlyList<string> Claims { get; }
    /// <summary>What the volume plugins found out about volumes that no longer change.</summary>
    internal object? ResolvedVolumes { get; set; }
    public bool IsTerminating => Pod.Metadata.DeletionTimestamp is not null;

    internal bool HasAffinity => RequiredAffinity.Count + RequiredAntiAffinity.Count + PreferredAffinity.Count
        + PreferredAntiAffinity.Count > 0;

    /// <summary>Set by the snapshot that the Pod was last shown to.</summary>
    internal PodShape? Shape { get; set; }

    /// <summary>
    /// Equal for Pods that every built-in plugin treats alike. Made when first asked for: most Pods never need it.
    /// </summary>
    public string Signature => signature ??= MakeSignature();

    private static IReadOnlyList<string> ClaimsOf(Pod pod)
    {
        List<string>? claims = null;
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim is { } claim)
                (claims ??= []).Add(claim.ClaimName);
            else if (volume.Ephemeral is not null)
                (claims ??= []).Add($"{pod.Metadata.Name}-{volume.Name}");
        }
        return claims ?? (IReadOnlyList<string>)[];
    }

    private AffinityTerm[] Required(IReadOnlyList<PodAffinityTerm> terms) =>
        terms.Count == 0 ? [] : [.. terms.Select(term => AffinityTerm.Of(term, Pod))];

    private AffinityTerm[] Preferred(IReadOnlyList<WeightedPodAffinityTerm> terms) =>
        terms.Count == 0 ? [] : [.. terms.Select(term => AffinityTerm.Of(term.PodAffinityTerm, Pod, term.Weight))];

    private string MakeSignature()
    {
        PodSpec spec = Pod.Spec;
        StringBuilder text = new(256);
        text.Append(Pod.Metadata.Namespace).Append('\n');
        foreach ((string key, string value) in Pod.Metadata.Labels.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(value).Append(',');
        text.Append('\n').Append(spec.SchedulerName).Append('\n').Append(spec.NodeName).Append('\n')
            .Append(Priority).Append(spec.PreemptionPolicy).Append('\n');
        Append(text, Requested);
        Append(text, RequestedForScoring);
        foreach (HostPort port in HostPorts)
            text.Append(port.Address).Append('/').Append(port.Protocol).Append('/').Append(port.Port).Append(',');
        text.Append('\n');
        foreach ((string key, string value) in spec.NodeSelector.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(value).Append(',');
        text.Append('\n');
        foreach (Toleration toleration in spec.Tolerations)
        {
            text.Append(toleration.Key).Append(' ').Append(toleration.Operator).Append(' ').Append(toleration.Value)
                .Append(' ').Append(toleration.Effect).Append(',');
        }
        text.Append('\n').Append(NodeSelection.IdentityOf(Pod)).Append('\n');
        Append(text, spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? []);
        Append(text, 'a', RequiredAffinity);
        Append(text, 'b', RequiredAntiAffinity);
        Append(text, 'c', PreferredAffinity);
        Append(text, 'd', PreferredAntiAffinity);
        foreach (TopologySpreadConstraint constraint in spec.TopologySpreadConstraints)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{constraint.TopologyKey} {constraint.MaxSkew} {constraint.WhenUnsatisfiable} {constraint.MinDomains} ")
                .Append(constraint.NodeAffinityPolicy).Append(' ').Append(constraint.NodeTaintsPolicy).Append(' ')
                .Append(Api.Selectors.LabelQuery.Of(constraint.LabelSelector)).Append(' ')
                .AppendJoin(',', constraint.MatchLabelKeys).Append(';');
        }
        text.Append('\n');
        foreach (Container container in spec.Containers)
            text.Append(container.Image).Append(',');
        foreach (Volume volume in spec.Volumes)
        {
            // Volumes that are made on the node, the token's among them, are no matter for the scheduler.
            if (volume.Projected is null && volume.EmptyDir is null && volume.ConfigMap is null
                && volume.Secret is null && volume.DownwardAPI is null && volume.HostPath is null)
                text.Append(Pod.Metadata.Name).Append('/').Append(volume.Name).Append(',');
        }
        foreach (OwnerReference owner in Pod.Metadata.OwnerReferences)
            text.Append(owner.Uid).Append(',');
        if (spec.ResourceClaims.Count > 0 || spec.SchedulingGates.Count > 0)
            text.Append(Pod.Metadata.Uid);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ResourceAmounts amounts)
    {
        text.Append(CultureInfo.InvariantCulture,
            $"{amounts.MilliCpu} {amounts.Memory} {amounts.EphemeralStorage}");
        foreach (ScalarAmount scalar in amounts.Scalars)
            text.Append(' ').Append(scalar.Name).Append('=').Append(scalar.Amount);
        text.Append('\n');
    }

    private static void Append(StringBuilder text, IReadOnlyList<PreferredSchedulingTerm> terms)
    {
        foreach (PreferredSchedulingTerm term in terms)
        {
            text.Append(term.Weight).Append(' ');
            NodeSelection.Append(text, term.Preference);
            text.Append(';');
        }
        text.Append('\n');
    }

    private static void Append(StringBuilder text, char kind, IReadOnlyList<AffinityTerm> terms)
    {
        foreach (AffinityTerm term in terms)
        {
            text.Append(kind).Append(term.Weight).Append(term.TopologyKey).Append(' ').Append(term.Identity)
                .Append(';');
        }
        text.Append('\n');
    }
}
