using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What Nodes must satisfy.</summary>
internal static class NodeRules
{
    public static void Validate(Node value, FieldErrors errors)
    {
        ValidateTaints(value.Spec.Taints, errors);
        ValidateAmounts(value.Status.Capacity, FieldPath.Status.Child("capacity"), errors);
        ValidateAmounts(value.Status.Allocatable, FieldPath.Status.Child("allocatable"), errors);
        ValidateNetworks(value.Spec.PodCIDRs, FieldPath.Spec.Child("podCIDRs"), errors);
    }

    public static void ValidateUpdate(Node value, Node old, FieldErrors errors)
    {
        ValidateFixed(value, old, errors);
        if (value.Spec.ConfigSource is { } source)
            ValidateSource(source, FieldPath.Spec.Child("configSource"), inStatus: false, errors);
    }

    /// <summary>What an update of the status must satisfy.</summary>
    public static void ValidateChange(Node value, Node old, FieldErrors errors)
    {
        ValidateAmounts(value.Status.Capacity, FieldPath.Status.Child("capacity"), errors);
        ValidateAmounts(value.Status.Allocatable, FieldPath.Status.Child("allocatable"), errors);
        ValidateFixed(value, old, errors);
        ValidateTaints(value.Spec.Taints, errors);
    }

    public static IReadOnlyList<string> Warnings(Node value)
    {
        var warnings = new List<string>();
        if (value.Spec.ConfigSource is not null)
            warnings.Add("spec.configSource: the spec.configSource field is deprecated and will not be used");
        if (value.Spec.ExternalID.Length > 0)
            warnings.Add("spec.externalID: this field is deprecated, and is unused by Kubernetes");
        return warnings;
    }

    private static void ValidateFixed(Node value, Node old, FieldErrors errors)
    {
        var addresses = new HashSet<NodeAddress>();
        for (int i = 0; i < value.Status.Addresses.Count; i++)
        {
            if (!addresses.Add(value.Status.Addresses[i]))
            {
                errors.DuplicateShown(FieldPath.Status.Child("addresses").Index(i),
                    ApiJson.ToText(value.Status.Addresses[i]));
            }
        }
        if (old.Spec.PodCIDRs.Count > 0 && !value.Spec.PodCIDRs.SequenceEqual(old.Spec.PodCIDRs))
        {
            errors.Forbidden(FieldPath.Spec.Child("podCIDRs"),
                "node updates may not change podCIDR except from \"\" to valid");
        }
        if (old.Spec.ProviderID.Length > 0 && value.Spec.ProviderID != old.Spec.ProviderID)
        {
            errors.Forbidden(FieldPath.Spec.Child("providerID"),
                "node updates may not change providerID except from \"\" to valid");
        }
        if (value.Status.Config is { } config)
        {
            FieldPath path = FieldPath.Status.Child("config");
            if (config.Assigned is { } assigned)
                ValidateSource(assigned, path.Child("assigned"), inStatus: true, errors);
            if (config.Active is { } active)
                ValidateSource(active, path.Child("active"), inStatus: true, errors);
            if (config.LastKnownGood is { } good)
                ValidateSource(good, path.Child("lastKnownGood"), inStatus: true, errors);
        }
        if (value.Spec.ExternalID != old.Spec.ExternalID)
            errors.Forbidden(FieldPath.Spec.Child("externalID"), "may not be updated");
    }

    private static void ValidateTaints(IReadOnlyList<Taint> taints, FieldErrors errors)
    {
        // Under metadata, as upstream says it.
        FieldPath path = FieldPath.Metadata.Child("taints");
        var seen = new HashSet<(string Key, string Effect)>();
        for (int i = 0; i < taints.Count; i++)
        {
            Taint taint = taints[i];
            FieldPath at = path.Index(i);
            MetadataRules.ValidateLabelKey(taint.Key, at.Child("key"), errors);
            Complaints complaints = default;
            NameRules.CheckLabelValue(taint.Value, ref complaints);
            if (complaints.Any)
                errors.Invalid(at.Child("value"), taint.Value, string.Join(';', complaints.Texts));
            if (taint.Effect.Length == 0)
                errors.Required(at.Child("effect"));
            else if (taint.Effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
                errors.NotSupported(at.Child("effect"), taint.Effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
            if (!seen.Add((taint.Key, taint.Effect)))
            {
                errors.DuplicateShown(at,
                    ApiJson.ToText(taint) + ": taints must be unique by key and effect pair");
            }
        }
    }

    private static void ValidateAmounts(
        IReadOnlyDictionary<string, Quantity> amounts, FieldPath path, FieldErrors errors)
    {
        foreach ((string name, Quantity amount) in amounts)
            QuotaResources.CheckAmount(name, amount, path.Child(name), errors);
    }

    private static void ValidateNetworks(IReadOnlyList<string> networks, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < networks.Count; i++)
            AddressRules.CheckNetwork(networks[i], path.Index(i), errors);
        if (networks.Count < 2)
            return;
        bool dual = networks.Any(IsWide) && !networks.All(IsWide);
        if (!dual || networks.Count > 2)
        {
            errors.InvalidShown(path, ServiceRules.Show(networks),
                "may specify no more than one CIDR for each IP family");
        }
        for (int i = 1; i < networks.Count; i++)
        {
            if (networks.Take(i).Contains(networks[i]))
                errors.Duplicate(path.Index(i), networks[i]);
        }

        static bool IsWide(string network) => network.Contains(':', StringComparison.Ordinal);
    }

    // Nobody reads these any more; what is written must still be well-formed.
    private static void ValidateSource(NodeConfigSource source, FieldPath path, bool inStatus, FieldErrors errors)
    {
        if (source.ConfigMap is not { } map)
        {
            errors.InvalidShown(path, ApiJson.ToText(source), "exactly one reference subfield must be non-nil");
            return;
        }
        path = path.Child("configMap");
        if (inStatus)
        {
            if (map.Uid.Length == 0)
                errors.Required(path.Child("uid"), "uid must be set in status");
            if (map.ResourceVersion.Length == 0)
                errors.Required(path.Child("resourceVersion"), "resourceVersion must be set in status");
        }
        else
        {
            if (map.Uid.Length > 0)
                errors.Forbidden(path.Child("uid"), "uid must not be set in spec");
            if (map.ResourceVersion.Length > 0)
                errors.Forbidden(path.Child("resourceVersion"), "resourceVersion must not be set in spec");
        }
        ValueRules.RequiredName(
            map.Namespace, NameRules.Label, path.Child("namespace"), errors, "namespace must be set");
        ValueRules.RequiredName(map.Name, NameRules.Subdomain, path.Child("name"), errors, "name must be set");
        if (map.KubeletConfigKey.Length == 0)
            errors.Required(path.Child("kubeletConfigKey"), "kubeletConfigKey must be set");
        else
            ConfigKeys.Validate(map.KubeletConfigKey, path.Child("kubeletConfigKey"), errors);
    }
}
