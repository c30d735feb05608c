using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Discovery;

namespace Kubesharp.ApiServer.Admission.Quota;

/// <summary>
/// Refuses what would exceed a ResourceQuota of its namespace. The last of all plugins: what it lets pass will be
/// stored.
/// </summary>
internal sealed class ResourceQuotaPlugin(QuotaLedger ledger, ServedResources registry) : IAdmissionPlugin
{
    // A quota of these makes every container say how much it wants, or it could not be held.
    private static readonly string[] Computed =
        ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    public string Name => "ResourceQuota";

    public bool Handles(AdmissionContext context) =>
        context.Verb is AdmissionVerb.Create or AdmissionVerb.Update && context.Namespace.Length > 0
        && context.Subresource is "" or "resize"
        && context.Object is not null and not Namespace;

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        ApiObject value = context.Object!;
        IReadOnlyList<ResourceQuota> quotas =
        [
            .. context.Objects.List(Resources.ResourceQuotas, context.Namespace).Cast<ResourceQuota>()
                .Where(quota => QuotaLedger.IsAbout(quota, value)),
        ];
        if (quotas.Count == 0 || registry.Find(context.Resource) is not { } definition)
            return default;
        if (value is Pod pod && context.Verb == AdmissionVerb.Create)
        {
            foreach (ResourceQuota quota in quotas)
            {
                if (Unspecified(quota, pod.Spec) is { } missing)
                {
                    return new(AdmissionErrors.Forbidden(
                        context, $"failed quota: {quota.Metadata.Name}: must specify {missing}"));
                }
            }
        }
        (QuotaExcess? excess, IDisposable? reservation) =
            ledger.Reserve(quotas, definition, value, context.OldObject, reserve: !context.DryRun);
        if (excess is not null)
        {
            return new(AdmissionErrors.Forbidden(context,
                $"exceeded quota: {excess.Quota}, requested: {excess.Requested}, used: {excess.Used}, "
                + $"limited: {excess.Limited}"));
        }
        if (reservation is not null)
            context.Reservations.Add(reservation);
        return default;
    }

    // "limits.cpu for: a,b; requests.memory for: a"
    private static string? Unspecified(ResourceQuota quota, PodSpec spec)
    {
        List<string> missing = [];
        foreach (string name in quota.Spec.Hard.Keys.Where(Computed.Contains).Order(StringComparer.Ordinal))
        {
            if (Says(spec.Resources, name))
                continue;
            string[] silent = [.. spec.InitContainers.Concat(spec.Containers)
                .Where(container => !Says(container.Resources, name)).Select(static container => container.Name)
                .Order(StringComparer.Ordinal)];
            if (silent.Length > 0)
                missing.Add($"{name} for: {string.Join(',', silent)}");
        }
        return missing.Count == 0 ? null : string.Join("; ", missing);
    }

    private static bool Says(ResourceRequirements? resources, string name)
    {
        if (resources is null)
            return false;
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string resource = name[(dot + 1)..];
        return (name.StartsWith("limits.", StringComparison.Ordinal) ? resources.Limits : resources.Requests)
            .ContainsKey(resource);
    }
}
