using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>Defaults and bounds of a namespace's LimitRanges for containers, Pods and claims.</summary>
public sealed class LimitRanger : IAdmissionPlugin
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    public string Name => "LimitRanger";

    public bool Handles(AdmissionContext context) => context.Object switch
    {
        Pod => context.Verb == AdmissionVerb.Create && context.Is("", "pods"),
        PersistentVolumeClaim => context.Verb is AdmissionVerb.Create or AdmissionVerb.Update
            && context.Is("", "persistentvolumeclaims"),
        _ => false,
    };

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is not Pod pod)
            return new(AdmissionResult.Unchanged);
        List<string> notes = [];
        Pod changed = pod;
        foreach (LimitRangeItem item in ItemsOf(context).Where(static item => item.Type == "Container"))
        {
            changed = changed with
            {
                Spec = changed.Spec with
                {
                    Containers = Defaulted(changed.Spec.Containers, item, "container", notes),
                    InitContainers = Defaulted(changed.Spec.InitContainers, item, "init container", notes),
                },
            };
        }
        if (notes.Count == 0)
            return new(AdmissionResult.Unchanged);
        Dictionary<string, string> annotations = new(pod.Metadata.Annotations, StringComparer.Ordinal)
        {
            [Annotation] = "LimitRanger plugin set: " + string.Join("; ", notes),
        };
        return new(AdmissionResult.Changed(changed with
        {
            Metadata = changed.Metadata with { Annotations = annotations },
        }));
    }

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        List<string> errors = [];
        foreach (LimitRangeItem item in ItemsOf(context))
        {
            switch (item.Type, context.Object)
            {
                case ("Container", Pod pod):
                    foreach (Container container in pod.Spec.Containers.Concat(pod.Spec.InitContainers))
                        Check(item, container.Resources.Requests, container.Resources.Limits, errors);
                    break;
                case ("Pod", Pod pod):
                    Check(
                        item, Total(pod, static resources => resources.Requests),
                        Total(pod, static resources => resources.Limits), errors);
                    break;
                case ("PersistentVolumeClaim", PersistentVolumeClaim claim):
                    Check(item, claim.Spec.Resources.Requests, claim.Spec.Resources.Requests, errors);
                    break;
            }
        }
        return new(errors.Count == 0
            ? null
            : AdmissionErrors.Forbidden(context, AdmissionErrors.Joined(errors)));
    }

    private static IEnumerable<LimitRangeItem> ItemsOf(AdmissionContext context) =>
        context.Objects.List(Resources.LimitRanges, context.Namespace).Cast<LimitRange>()
            .SelectMany(static range => range.Spec.Limits);

    private static List<Container> Defaulted(
        IReadOnlyList<Container> containers, LimitRangeItem item, string what, List<string> notes)
    {
        List<Container> defaulted = [];
        foreach (Container container in containers)
        {
            // What has a default limit but no default request is requested in full.
            IReadOnlyDictionary<string, Quantity> defaultRequests = With(item.Default, item.DefaultRequest);
            List<string> limits = Missing(container.Resources.Limits, item.Default);
            // A container's own limit is its request, unless it says otherwise (defaulting has seen to that).
            List<string> requests = Missing(container.Resources.Requests, defaultRequests);
            if (requests.Count > 0)
                notes.Add($"{string.Join(", ", requests)} request for {what} {container.Name}");
            if (limits.Count > 0)
                notes.Add($"{string.Join(", ", limits)} limit for {what} {container.Name}");
            defaulted.Add(container with
            {
                Resources = container.Resources with
                {
                    Limits = With(item.Default, container.Resources.Limits),
                    Requests = With(defaultRequests, container.Resources.Requests),
                },
            });
        }
        return defaulted;
    }

    private static List<string> Missing(
        IReadOnlyDictionary<string, Quantity> given, IReadOnlyDictionary<string, Quantity> defaults) =>
        [.. defaults.Keys.Where(key => !given.ContainsKey(key)).Order(StringComparer.Ordinal)];

    private static IReadOnlyDictionary<string, Quantity> With(
        IReadOnlyDictionary<string, Quantity> defaults, IReadOnlyDictionary<string, Quantity> given)
    {
        if (defaults.Count == 0)
            return given;
        Dictionary<string, Quantity> merged = new(defaults, StringComparer.Ordinal);
        foreach ((string key, Quantity value) in given)
            merged[key] = value;
        return merged;
    }

    private static void Check(
        LimitRangeItem item, IReadOnlyDictionary<string, Quantity> requests,
        IReadOnlyDictionary<string, Quantity> limits, List<string> errors)
    {
        foreach ((string resource, Quantity min) in item.Min.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            string start = $"minimum {resource} usage per {item.Type} is {min}";
            if (!requests.TryGetValue(resource, out Quantity request))
                errors.Add($"{start}.  No request is specified");
            else if (request < min)
                errors.Add($"{start}, but request is {request}");
        }
        foreach ((string resource, Quantity max) in item.Max.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            string start = $"maximum {resource} usage per {item.Type} is {max}";
            bool limited = limits.TryGetValue(resource, out Quantity limit);
            if (!limited && item.Type != "PersistentVolumeClaim")
                errors.Add($"{start}.  No limit is specified");
            else if (limited && limit > max)
                errors.Add($"{start}, but limit is {limit}");
            else if (requests.TryGetValue(resource, out Quantity request) && request > max)
                errors.Add($"{start}, but request is {request}");
        }
        foreach ((string resource, Quantity ratio) in
            item.MaxLimitRequestRatio.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (!requests.TryGetValue(resource, out Quantity request) || request.IsZero
                || !limits.TryGetValue(resource, out Quantity limit))
            {
                errors.Add(
                    $"{resource} max limit to request ratio per {item.Type} is {ratio}, but no request is specified or "
                    + "request is 0");
                continue;
            }
            double actual = limit.ToDouble() / request.ToDouble();
            if (actual > ratio.ToDouble())
            {
                errors.Add(
                    $"{resource} max limit to request ratio per {item.Type} is {ratio}, but provided ratio is "
                    + actual.ToString("F6", System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    // Containers run together, init containers one by one: the sum of the first, or the largest of the others.
    private static Dictionary<string, Quantity> Total(
        Pod pod, Func<ResourceRequirements, IReadOnlyDictionary<string, Quantity>> part)
    {
        Dictionary<string, Quantity> total = new(StringComparer.Ordinal);
        foreach (Container container in pod.Spec.Containers)
        {
            foreach ((string resource, Quantity value) in part(container.Resources))
                total[resource] = total.TryGetValue(resource, out Quantity sum) ? sum + value : value;
        }
        foreach (Container container in pod.Spec.InitContainers)
        {
            foreach ((string resource, Quantity value) in part(container.Resources))
            {
                if (!total.TryGetValue(resource, out Quantity sum) || value > sum)
                    total[resource] = value;
            }
        }
        return total;
    }
}
