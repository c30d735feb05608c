using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.StatefulSets;

/// <summary>
/// What makes a Pod the one of its ordinal: name, host name, labels and the claims that carry its number. Pure.
/// </summary>
internal static class StatefulSetIdentity
{
    public const string NameLabel = "statefulset.kubernetes.io/pod-name";
    public const string IndexLabel = "apps.kubernetes.io/pod-index";

    public static int Start(StatefulSet set) => set.Spec.Ordinals?.Start ?? 0;

    public static string NameOf(StatefulSet set, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{set.Metadata.Name}-{ordinal}");

    public static string ClaimNameOf(StatefulSet set, PersistentVolumeClaim template, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{template.Metadata.Name}-{set.Metadata.Name}-{ordinal}");

    /// <summary>The number at the end of the Pod's name; null when it is no name of this set.</summary>
    public static int? OrdinalOf(StatefulSet set, Pod pod)
    {
        string name = pod.Metadata.Name;
        int dash = name.LastIndexOf('-');
        return dash == set.Metadata.Name.Length
            && name.StartsWith(set.Metadata.Name, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int ordinal)
            ? ordinal : null;
    }

    public static string RevisionOf(Pod pod) => pod.Metadata.Labels.GetValueOrDefault(Revisions.PodLabel, "");

    /// <param name="template">That of the revision.</param>
    public static Pod NewPod(StatefulSet set, PodTemplateSpec template, string revision, int ordinal)
    {
        Pod pod = PodWriter.FromTemplate(set, template);
        string name = NameOf(set, ordinal);
        return WithIdentity(set, ordinal, pod with
        {
            Metadata = pod.Metadata with
            {
                Name = name,
                Labels = new Dictionary<string, string>(pod.Metadata.Labels) { [Revisions.PodLabel] = revision },
            },
            Spec = pod.Spec with { Hostname = name, Subdomain = set.Spec.ServiceName },
        });
    }

    /// <summary>The Pod with the labels and volumes of its ordinal; the same one when it has them.</summary>
    public static Pod WithIdentity(StatefulSet set, int ordinal, Pod pod)
    {
        bool named = pod.Metadata.Labels.GetValueOrDefault(NameLabel) == pod.Metadata.Name;
        bool stored = set.Spec.VolumeClaimTemplates.All(template => pod.Spec.Volumes.Any(volume =>
            volume.Name == template.Metadata.Name
            && volume.PersistentVolumeClaim?.ClaimName == ClaimNameOf(set, template, ordinal)));
        if (named && stored)
            return pod;
        HashSet<string> claims = [.. set.Spec.VolumeClaimTemplates.Select(static template => template.Metadata.Name)];
        return pod with
        {
            Metadata = pod.Metadata with
            {
                Labels = new Dictionary<string, string>(pod.Metadata.Labels)
                {
                    [NameLabel] = pod.Metadata.Name,
                    [IndexLabel] = ordinal.ToString(CultureInfo.InvariantCulture),
                },
            },
            Spec = pod.Spec with
            {
                Volumes =
                [
                    .. set.Spec.VolumeClaimTemplates.Select(template => Volume.Empty with
                    {
                        Name = template.Metadata.Name,
                        PersistentVolumeClaim = PersistentVolumeClaimVolumeSource.Empty with
                        {
                            ClaimName = ClaimNameOf(set, template, ordinal),
                        },
                    }),
                    .. pod.Spec.Volumes.Where(volume => !claims.Contains(volume.Name)),
                ],
            },
        };
    }

    /// <summary>The claims of an ordinal as they are created.</summary>
    public static IEnumerable<PersistentVolumeClaim> ClaimsOf(StatefulSet set, int ordinal)
    {
        foreach (PersistentVolumeClaim template in set.Spec.VolumeClaimTemplates)
        {
            Dictionary<string, string> labels = new(template.Metadata.Labels);
            foreach ((string key, string value) in set.Spec.Selector?.MatchLabels ?? Maps.None<string>())
                labels[key] = value;
            yield return template with
            {
                Metadata = template.Metadata with
                {
                    Name = ClaimNameOf(set, template, ordinal),
                    Namespace = set.Metadata.Namespace,
                    Labels = labels,
                },
                Status = PersistentVolumeClaimStatus.Empty,
            };
        }
    }
}
