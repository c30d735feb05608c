using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What is allowed in a Pod and still hardly meant: clients print it, and go on.</summary>
internal static class PodWarnings
{
    private const string NoSelector = "a null labelSelector results in matching no pod";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";
    private const string UseSeccompProfile = "non-functional in v1.27+; use the \"seccompProfile\" field instead";

    private static readonly (string Key, string Text)[] DeadAnnotations =
    [
        ("scheduler.alpha.kubernetes.io/critical-pod",
            "non-functional in v1.16+; use the \"priorityClassName\" field instead"),
        ("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
        ("security.alpha.kubernetes.io/unsafe-sysctls",
            "non-functional in v1.11+; use the \"sysctls\" field instead"),
    ];

    public static IReadOnlyList<string> OfPod(Pod pod)
    {
        var warnings = new List<string>();
        if (!NameRules.IsLabel(pod.Metadata.Name))
        {
            Complaints complaints = default;
            NameRules.CheckLabel(pod.Metadata.Name, ref complaints);
            warnings.Add("metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; "
                + $"a DNS label is recommended: [{string.Join(' ', complaints.Texts)}]");
        }
        Collect(pod.Metadata, pod.Spec, null, warnings);
        return warnings;
    }

    /// <param name="template">Of a workload.</param>
    /// <param name="path">Where it is: <c>spec.template</c>.</param>
    public static IReadOnlyList<string> OfTemplate(PodTemplateSpec template, FieldPath path)
    {
        var warnings = new List<string>();
        Collect(template.Metadata, template.Spec, path, warnings);
        return warnings;
    }

    private static void Collect(ObjectMeta metadata, PodSpec spec, FieldPath? root, List<string> warnings)
    {
        FieldPath path = root?.Child("spec") ?? FieldPath.Spec;
        FieldPath annotations = (root?.Child("metadata") ?? FieldPath.Metadata).Child("annotations");
        CollectOfPlace(spec, path, warnings);
        foreach ((string key, string text) in DeadAnnotations)
        {
            if (metadata.Annotations.ContainsKey(key))
                warnings.Add($"{annotations.Key(key)}: {text}");
        }
        VolumeWarnings.Collect(spec.Volumes, path.Child("volumes"), warnings);
        CollectRepeated(spec.HostAliases, static alias => alias.Ip, path.Child("hostAliases"), "ip", warnings);
        CollectRepeated(
            spec.ImagePullSecrets, static secret => secret.Name, path.Child("imagePullSecrets"), "name", warnings);
        for (int i = 0; i < spec.ImagePullSecrets.Count; i++)
        {
            if (spec.ImagePullSecrets[i].Name.Length == 0)
                warnings.Add($"{path.Child("imagePullSecrets").Index(i).Child("name")}: invalid empty name \"\"");
        }
        CollectFractions(spec.Overhead, path.Child("overhead"), warnings);
        if (metadata.Annotations.ContainsKey(SeccompPod) && spec.SecurityContext?.SeccompProfile is null)
            warnings.Add($"{annotations.Key(SeccompPod)}: {UseSeccompProfile}");
        foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
        {
            CollectOfAnnotations(metadata, spec, container, annotations, warnings);
            CollectFractions(container.Resources.Limits, at.Child("resources", "limits"), warnings);
            CollectFractions(container.Resources.Requests, at.Child("resources", "requests"), warnings);
            CollectHidden(container.Env, at.Child("env"), warnings);
        }
        CollectPorts(spec, path, warnings);
        if (spec.TerminationGracePeriodSeconds < 0)
        {
            warnings.Add($"{path.Child("terminationGracePeriodSeconds")}: must be >= 0; negative values are invalid "
                + "and "
                + "will be treated as 1");
        }
        CollectOfAffinity(spec.Affinity, path.Child("affinity"), warnings);
    }

    private static void CollectOfPlace(PodSpec spec, FieldPath path, List<string> warnings)
    {
        foreach (string key in spec.NodeSelector.Keys)
        {
            if (DeprecatedLabels.TextFor(key) is { } text)
                warnings.Add($"{path.Child("nodeSelector").Key(key)}: {text}");
        }
        if (spec.Affinity?.NodeAffinity is { } affinity)
        {
            FieldPath at = path.Child("affinity", "nodeAffinity");
            IReadOnlyList<NodeSelectorTerm> required =
                affinity.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
            for (int i = 0; i < required.Count; i++)
            {
                CollectOfTerm(required[i],
                    at.Child("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").Index(i), warnings);
            }
            IReadOnlyList<PreferredSchedulingTerm> preferred = affinity.PreferredDuringSchedulingIgnoredDuringExecution;
            for (int i = 0; i < preferred.Count; i++)
            {
                CollectOfTerm(preferred[i].Preference,
                    at.Child("preferredDuringSchedulingIgnoredDuringExecution").Index(i).Child("preference"), warnings);
            }
        }
        for (int i = 0; i < spec.TopologySpreadConstraints.Count; i++)
        {
            TopologySpreadConstraint constraint = spec.TopologySpreadConstraints[i];
            FieldPath at = path.Child("topologySpreadConstraints").Index(i);
            if (DeprecatedLabels.TextFor(constraint.TopologyKey) is { } text)
                warnings.Add($"{at.Child("topologyKey")}: {constraint.TopologyKey} is {text}");
            if (constraint.LabelSelector is null)
                warnings.Add($"{at.Child("labelSelector")}: {NoSelector}");
        }
    }

    private static void CollectOfTerm(NodeSelectorTerm term, FieldPath path, List<string> warnings)
    {
        for (int i = 0; i < term.MatchExpressions.Count; i++)
        {
            string key = term.MatchExpressions[i].Key;
            if (DeprecatedLabels.TextFor(key) is { } text)
                warnings.Add($"{path.Child("matchExpressions").Index(i).Child("key")}: {key} is {text}");
        }
    }

    private static void CollectOfAffinity(Affinity? affinity, FieldPath path, List<string> warnings)
    {
        Collect(affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution,
            affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAffinity"));
        Collect(affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution,
            affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAntiAffinity"));

        void Collect(
            IReadOnlyList<PodAffinityTerm>? required, IReadOnlyList<WeightedPodAffinityTerm>? preferred, FieldPath at)
        {
            for (int i = 0; i < (required?.Count ?? 0); i++)
            {
                if (required![i].LabelSelector is not null)
                    continue;
                FieldPath term = at.Child("requiredDuringSchedulingIgnoredDuringExecution").Index(i);
                warnings.Add($"{term.Child("labelSelector")}: {NoSelector}");
            }
            for (int i = 0; i < (preferred?.Count ?? 0); i++)
            {
                if (preferred![i].PodAffinityTerm.LabelSelector is not null)
                    continue;
                FieldPath term = at.Child("preferredDuringSchedulingIgnoredDuringExecution").Index(i);
                warnings.Add($"{term.Child("podAffinityTerm", "labelSelector")}: {NoSelector}");
            }
        }
    }

    private static void CollectRepeated<T>(
        IReadOnlyList<T> items, Func<T, string> read, FieldPath path, string field, List<string> warnings)
    {
        for (int i = 1; i < items.Count; i++)
        {
            string value = read(items[i]);
            if (items.Take(i).Any(one => read(one) == value))
                warnings.Add($"{path.Index(i).Child(field)}: duplicate {field} {FieldErrors.Quote(value)}");
        }
    }

    // Half a byte cannot be asked for.
    private static void CollectFractions(
        IReadOnlyDictionary<string, Quantity> amounts, FieldPath path, List<string> warnings)
    {
        foreach (string name in (ReadOnlySpan<string>)["memory", "ephemeral-storage"])
        {
            if (amounts.TryGetValue(name, out Quantity amount) && amount.MilliValue % 1000 != 0)
            {
                warnings.Add($"{path.Key(name)}: fractional byte value {FieldErrors.Quote(amount.ToString())} is "
                    + "invalid, must be an integer");
            }
        }
    }

    private static void CollectOfAnnotations(
        ObjectMeta metadata, PodSpec spec, Container container, FieldPath path, List<string> warnings)
    {
        string key = SeccompContainer + container.Name;
        if (metadata.Annotations.ContainsKey(key) && container.SecurityContext?.SeccompProfile is null)
            warnings.Add($"{path.Key(key)}: {UseSeccompProfile}");
        key = AppArmor + container.Name;
        bool hasField = spec.SecurityContext?.AppArmorProfile is not null
            || container.SecurityContext?.AppArmorProfile is not null;
        if (metadata.Annotations.ContainsKey(key) && !hasField)
            warnings.Add($"{path.Key(key)}: deprecated since v1.30; use the \"appArmorProfile\" field instead");
    }

    // A later value may build on the earlier one; else the earlier one is lost.
    private static void CollectHidden(IReadOnlyList<EnvVar> env, FieldPath path, List<string> warnings)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < env.Count; i++)
        {
            EnvVar variable = env[i];
            if (names.Add(variable.Name))
                continue;
            string reference = $"$({variable.Name})";
            bool builds = variable.ValueFrom is null && variable.Value != reference
                && variable.Value.Contains(reference, StringComparison.Ordinal);
            if (!builds)
            {
                warnings.Add($"{path.Index(i)}: hides previous definition of {FieldErrors.Quote(variable.Name)}, which "
                    + "may be dropped when using apply");
            }
        }
    }

    private static void CollectPorts(PodSpec spec, FieldPath path, List<string> warnings)
    {
        var known = new List<(FieldPath Path, ContainerPort Port)>();
        foreach ((Container container, FieldPath at) in PodContainers.Visit(spec, path))
        {
            for (int i = 0; i < container.Ports.Count; i++)
            {
                ContainerPort port = container.Ports[i];
                FieldPath here = at.Child("ports").Index(i);
                if (port is { HostIP.Length: > 0, HostPort: 0 })
                    warnings.Add($"{here}: hostIP set without hostPort: {ApiJson.ToText(port)}");
                foreach ((FieldPath there, ContainerPort other) in known)
                {
                    if (port.ContainerPortValue == other.ContainerPortValue && port.Protocol == other.Protocol
                        && Overlap(port, other) is { } text)
                        warnings.Add($"{here}: {text} port definition with {there}");
                }
                known.Add((here, port));
            }
        }
    }

    private static string? Overlap(ContainerPort port, ContainerPort other)
    {
        if (port.HostIP == other.HostIP && port.HostPort == other.HostPort)
            return "duplicate";
        if (port.HostPort == 0 || other.HostPort == 0)
            return "overlapping";
        return port.HostPort == other.HostPort && (port.HostIP.Length == 0) != (other.HostIP.Length == 0)
            ? "dangerously ambiguous" : null;
    }
}
