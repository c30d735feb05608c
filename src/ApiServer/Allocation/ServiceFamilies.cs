using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Which IP families a Service gets: what the user said, what it had, what the cluster has. A pure function; the
/// addresses themselves come afterwards.
/// </summary>
internal static class ServiceFamilies
{
    private const string SingleStack = "SingleStack";
    private const string RequireDualStack = "RequireDualStack";

    private static readonly FieldPath Policy = FieldPath.Spec.Child("ipFamilyPolicy");

    /// <summary>The Service with policy and families filled in; as it came when there are errors.</summary>
    /// <param name="service">The Service to be stored.</param>
    /// <param name="before">What is stored; null on create.</param>
    /// <param name="families">The cluster's families, the default first.</param>
    /// <param name="errors">What does not fit together.</param>
    public static Service Complete(
        Service service, Service? before, IReadOnlyList<string> families, FieldErrors errors)
    {
        if (service.Spec.Type == "ExternalName" || KeepsPreference(service, before))
            return service;
        ServiceSpec spec = service.Spec;
        if (spec.IpFamilyPolicy is null)
        {
            bool floating = spec is { ClusterIP: "None", Selector.Count: 0 };
            spec = spec with
            {
                IpFamilyPolicy = before?.Spec.IpFamilyPolicy ?? (floating ? RequireDualStack : SingleStack),
            };
        }
        ServiceRules.ValidateAddresses(spec, errors);
        if (errors.Any)
            return service;
        spec = FollowPolicy(spec, before?.Spec, errors);
        spec = InferFamilies(spec, families, errors);
        if (errors.Any)
            return service;
        if (spec is { ClusterIP: "None", Selector.Count: 0 })
            return service with { Spec = CompleteFloating(spec, families) };
        if (spec.IpFamilyPolicy == RequireDualStack && families.Count < 2)
        {
            errors.Invalid(Policy, RequireDualStack, "this cluster is not configured for dual-stack services");
        }
        for (int i = 0; i < spec.IpFamilies.Count; i++)
        {
            if (!families.Contains(spec.IpFamilies[i]))
            {
                errors.Invalid(FieldPath.Spec.Child("ipFamilies").Index(i), spec.IpFamilies[i],
                    "not configured on this cluster");
            }
        }
        if (errors.Any)
            return service;
        IReadOnlyList<string> chosen = spec.IpFamilies.Count > 0 ? spec.IpFamilies : [families[0]];
        if (spec.IpFamilyPolicy != SingleStack && chosen.Count == 1 && families.Count == 2)
            chosen = [chosen[0], Other(chosen[0])];
        return service with { Spec = spec with { IpFamilies = chosen } };
    }

    /// <summary>
    /// A Service that prefers two families neither gains nor loses one because the cluster changed; only because its
    /// author asks for it.
    /// </summary>
    public static bool KeepsPreference(Service service, Service? before) =>
        before is not null
        && service.Spec.Type == before.Spec.Type
        && service.Spec.Type is "ClusterIP" or "NodePort" or "LoadBalancer"
        && service.Spec.IpFamilyPolicy == "PreferDualStack"
        && before.Spec.IpFamilyPolicy is null or "PreferDualStack"
        && service.Spec.ClusterIPs.SequenceEqual(before!.Spec.ClusterIPs)
        && service.Spec.IpFamilies.SequenceEqual(before.Spec.IpFamilies);

    private static ServiceSpec FollowPolicy(ServiceSpec spec, ServiceSpec? before, FieldErrors errors)
    {
        if (before is not null && spec.IpFamilyPolicy == SingleStack)
        {
            // As long as the lists are untouched, the policy alone says that the second address goes.
            if (spec.ClusterIPs.Count > 1 && spec.ClusterIPs.SequenceEqual(before.ClusterIPs))
                spec = spec with { ClusterIPs = [spec.ClusterIPs[0]] };
            if (spec.IpFamilies.Count > 1 && spec.IpFamilies.SequenceEqual(before.IpFamilies))
                spec = spec with { IpFamilies = [spec.IpFamilies[0]] };
        }
        else if (before is not null)
        {
            if (spec.ClusterIPs.Count > 0 && spec.ClusterIPs.Count < before.ClusterIPs.Count)
            {
                errors.Invalid(Policy, spec.IpFamilyPolicy!,
                    "must be 'SingleStack' to release the secondary cluster IP");
            }
            if (spec.IpFamilies.Count > 0 && spec.IpFamilies.Count < before.IpFamilies.Count)
            {
                errors.Invalid(Policy, spec.IpFamilyPolicy!,
                    "must be 'SingleStack' to release the secondary IP family");
            }
        }
        if (spec.IpFamilyPolicy != SingleStack)
            return spec;
        const string Must = "must be 'RequireDualStack' or 'PreferDualStack' when multiple ";
        if (spec.ClusterIPs.Count == 2)
            errors.Invalid(Policy, SingleStack, Must + "cluster IPs are specified");
        if (spec.IpFamilies.Count == 2)
            errors.Invalid(Policy, SingleStack, Must + "IP families are specified");
        return spec;
    }

    private static ServiceSpec InferFamilies(ServiceSpec spec, IReadOnlyList<string> families, FieldErrors errors)
    {
        for (int i = 0; i < spec.ClusterIPs.Count && spec.ClusterIPs[i] != "None"; i++)
        {
            if (i < spec.IpFamilies.Count)
                continue;
            string family = AddressRules.IsIPv6(spec.ClusterIPs[i]) ? "IPv6" : "IPv4";
            if (families.Contains(family))
            {
                spec = spec with { IpFamilies = [.. spec.IpFamilies, family] };
            }
            else
            {
                errors.InvalidShown(FieldPath.Spec.Child("clusterIPs").Index(i), ServiceRules.Show(spec.ClusterIPs),
                    $"{family} is not configured on this cluster");
            }
        }
        return spec;
    }

    // Without selector and address somebody else writes the endpoints, of any family whatever the cluster has.
    private static ServiceSpec CompleteFloating(ServiceSpec spec, IReadOnlyList<string> families)
    {
        IReadOnlyList<string> chosen = spec.IpFamilies.Count > 0 ? spec.IpFamilies : [families[0]];
        if (chosen.Count < 2 && spec.IpFamilyPolicy != SingleStack)
            chosen = [chosen[0], Other(chosen[0])];
        return spec with { IpFamilies = chosen };
    }

    private static string Other(string family) => family == "IPv4" ? "IPv6" : "IPv4";
}
