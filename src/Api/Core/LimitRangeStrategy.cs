using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>LimitRanges.</summary>
internal sealed class LimitRangeStrategy : Strategy<LimitRange>
{
    protected override LimitRange Default(LimitRange value)
    {
        IReadOnlyList<LimitRangeItem> limits = Lists.Change(value.Spec.Limits, DefaultItem);
        return ReferenceEquals(limits, value.Spec.Limits)
            ? value
            : value with { Spec = value.Spec with { Limits = limits } };
    }

    // What a container gets unasked follows from what it may have at most and at least.
    private static LimitRangeItem DefaultItem(LimitRangeItem item)
    {
        if (item.Type != "Container")
            return item;
        IReadOnlyDictionary<string, Quantity> limits = Filled(item.Default, item.Max);
        IReadOnlyDictionary<string, Quantity> requests = Filled(Filled(item.DefaultRequest, limits), item.Min);
        return ReferenceEquals(limits, item.Default) && ReferenceEquals(requests, item.DefaultRequest)
            ? item
            : item with { Default = limits, DefaultRequest = requests };
    }

    private static IReadOnlyDictionary<string, Quantity> Filled(
        IReadOnlyDictionary<string, Quantity> amounts, IReadOnlyDictionary<string, Quantity> source)
    {
        if (source.Keys.All(amounts.ContainsKey))
            return amounts;
        var filled = new Dictionary<string, Quantity>(amounts, StringComparer.Ordinal);
        foreach ((string name, Quantity amount) in source)
            filled.TryAdd(name, amount);
        return filled;
    }

    protected override void Validate(LimitRange value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("limits");
        var types = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < value.Spec.Limits.Count; i++)
        {
            LimitRangeItem item = value.Spec.Limits[i];
            FieldPath at = path.Index(i);
            int before = errors.Count;
            ValueRules.QualifiedName(item.Type, at.Child("type"), errors);
            if (errors.Count == before && !item.Type.Contains('/', StringComparison.Ordinal)
                && item.Type is not ("Pod" or "Container" or "PersistentVolumeClaim"))
            {
                errors.Invalid(at.Child("type"), item.Type, "must be a standard limit type or fully qualified");
            }
            if (!types.Add(item.Type))
                errors.Duplicate(at.Child("type"), item.Type);
            ValidateItem(item, at, errors);
        }
    }

    private static void ValidateItem(LimitRangeItem item, FieldPath path, FieldErrors errors)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Names(item.Max, "max");
        Names(item.Min, "min");
        if (item.Type == "Pod")
        {
            if (item.Default.Count > 0)
                errors.Forbidden(path.Child("default"), "may not be specified when `type` is 'Pod'");
            if (item.DefaultRequest.Count > 0)
                errors.Forbidden(path.Child("defaultRequest"), "may not be specified when `type` is 'Pod'");
            item = item with { Default = Maps.None<Quantity>(), DefaultRequest = Maps.None<Quantity>() };
        }
        else
        {
            Names(item.Default, "default");
            Names(item.DefaultRequest, "defaultRequest");
        }
        if (item.Type == "PersistentVolumeClaim"
            && !item.Min.ContainsKey("storage") && !item.Max.ContainsKey("storage"))
        {
            errors.Required(path.Child("limits"),
                "either minimum or maximum storage value is required, but neither was provided");
        }
        Names(item.MaxLimitRequestRatio, "maxLimitRequestRatio");
        foreach (string name in names)
            ValidateAmounts(item, name, path, errors);

        void Names(IReadOnlyDictionary<string, Quantity> amounts, string field)
        {
            foreach (string name in amounts.Keys)
            {
                if (item.Type is "Pod" or "Container")
                    QuotaResources.CheckContainerName(name, path.Child(field).Key(name), errors);
                else
                    QuotaResources.CheckName(name, path.Child(field).Key(name), errors);
                names.Add(name);
            }
        }
    }

    private static void ValidateAmounts(LimitRangeItem item, string name, FieldPath path, FieldErrors errors)
    {
        Quantity? min = Of(item.Min), max = Of(item.Max), limit = Of(item.Default), request = Of(item.DefaultRequest);
        if (min > max)
            Wrong("min", min, $"min value {min} is greater than max value {max}");
        if (min > request)
            Wrong("defaultRequest", request, $"min value {min} is greater than default request value {request}");
        if (request > max)
            Wrong("defaultRequest", request, $"default request value {request} is greater than max value {max}");
        if (request > limit)
        {
            Wrong("defaultRequest", request,
                $"default request value {request} is greater than default limit value {limit}");
        }
        if (min > limit)
            Wrong("default", min, $"min value {min} is greater than default value {limit}");
        if (limit > max)
            Wrong("default", max, $"default value {limit} is greater than max value {max}");
        ValidateRatio(item, name, path, errors);
        if (!QuotaResources.IsOvercommittable(name) && limit is { } one && request is { } other && one != other)
        {
            Wrong("defaultRequest", request,
                $"default value {limit} must equal to defaultRequest value {request} in {name}");
        }

        Quantity? Of(IReadOnlyDictionary<string, Quantity> amounts) =>
            amounts.TryGetValue(name, out Quantity amount) ? amount : null;

        void Wrong(string field, Quantity? amount, string why) =>
            errors.InvalidShown(path.Child(field).Key(name), amount.ToString()!, why);
    }

    private static void ValidateRatio(LimitRangeItem item, string name, FieldPath path, FieldErrors errors)
    {
        if (!item.MaxLimitRequestRatio.TryGetValue(name, out Quantity ratio))
            return;
        FieldPath at = path.Child("maxLimitRequestRatio").Key(name);
        if (ratio < new Quantity(1))
            errors.InvalidShown(at, ratio.ToString(), $"ratio {ratio} is less than 1");
        if (!item.Min.TryGetValue(name, out Quantity min) || !item.Max.TryGetValue(name, out Quantity max))
            return;
        double most = max.ToDouble() / min.ToDouble();
        if (ratio.ToDouble() > most)
        {
            string shown = most.ToString("F6", System.Globalization.CultureInfo.InvariantCulture);
            errors.InvalidShown(at, ratio.ToString(), $"ratio {ratio} is greater than max/min = {shown}");
        }
    }
}
