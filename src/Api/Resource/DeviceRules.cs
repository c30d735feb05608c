using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Resource;

/// <summary>Requests for devices, in claims and in templates of claims.</summary>
internal static class DeviceRules
{
    private const int RequestsMax = 32;
    private const int SelectorsMax = 32;
    private const int ConstraintsMax = 32;
    private const int ConfigurationsMax = 32;
    private const int FirstAvailableMax = 8;
    private const int TolerationsMax = 16;
    private const int ExpressionMax = 10 * 1024;
    private const int DriverMax = 63;

    public static void Validate(DeviceClaim claim, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>();
        if (claim.Requests.Count > RequestsMax)
            errors.TooMany(path.Child("requests"), claim.Requests.Count, RequestsMax);
        for (int i = 0; i < claim.Requests.Count; i++)
            Validate(claim.Requests[i], names, path.Child("requests").Index(i), errors);
        if (claim.Constraints.Count > ConstraintsMax)
            errors.TooMany(path.Child("constraints"), claim.Constraints.Count, ConstraintsMax);
        for (int i = 0; i < claim.Constraints.Count; i++)
        {
            FieldPath at = path.Child("constraints").Index(i);
            ValidateReferences(claim.Constraints[i].Requests, names, at.Child("requests"), errors);
            if (claim.Constraints[i].MatchAttribute is not { } attribute)
            {
                if (claim.Constraints[i].DistinctAttribute is null)
                    errors.Required(at.Child("matchAttribute"));
            }
            else
                ValidateQualified(attribute, at.Child("matchAttribute"), errors);
        }
        if (claim.Config.Count > ConfigurationsMax)
            errors.TooMany(path.Child("config"), claim.Config.Count, ConfigurationsMax);
        for (int i = 0; i < claim.Config.Count; i++)
        {
            FieldPath at = path.Child("config").Index(i);
            ValidateReferences(claim.Config[i].Requests, names, at.Child("requests"), errors);
            Validate(claim.Config[i].Opaque, at, errors);
        }
    }

    public static void Validate(IReadOnlyList<DeviceSelector> selectors, FieldPath path, FieldErrors errors)
    {
        if (selectors.Count > SelectorsMax)
            errors.TooMany(path, selectors.Count, SelectorsMax);
        for (int i = 0; i < selectors.Count; i++)
        {
            if (selectors[i].Cel is not { } cel)
            {
                errors.Required(path.Index(i).Child("cel"));
                continue;
            }
            FieldPath at = path.Index(i).Child("cel", "expression");
            if (cel.Expression.Length > ExpressionMax)
                errors.TooLong(at, ExpressionMax);
        }
    }

    public static void Validate(OpaqueDeviceConfiguration? opaque, FieldPath path, FieldErrors errors)
    {
        if (opaque is null)
        {
            errors.Required(path.Child("opaque"));
            return;
        }
        ValidateDriver(opaque.Driver, path.Child("opaque", "driver"), errors);
        if (opaque.Parameters is null)
            errors.Required(path.Child("opaque", "parameters"));
    }

    public static void ValidateDriver(string driver, FieldPath path, FieldErrors errors)
    {
        if (driver.Length == 0)
        {
            errors.Required(path);
            return;
        }
        if (driver.Length > DriverMax)
            errors.TooLong(path, DriverMax);
        ValueRules.Name(driver, NameRules.Subdomain, path, errors);
    }

    public static DeviceClaim Default(DeviceClaim claim)
    {
        IReadOnlyList<DeviceRequest> requests = Lists.Change(claim.Requests, Default);
        return ReferenceEquals(requests, claim.Requests) ? claim : claim with { Requests = requests };
    }

    private static DeviceRequest Default(DeviceRequest request)
    {
        ExactDeviceRequest? exactly = request.Exactly;
        if (exactly is not null)
        {
            IReadOnlyList<DeviceToleration> tolerations = Lists.Change(exactly.Tolerations, Default);
            string mode = exactly.AllocationMode.Length == 0 ? "ExactCount" : exactly.AllocationMode;
            long count = mode == "ExactCount" && exactly.Count == 0 ? 1 : exactly.Count;
            bool same = ReferenceEquals(tolerations, exactly.Tolerations)
                && mode == exactly.AllocationMode && count == exactly.Count;
            if (!same)
                exactly = exactly with { AllocationMode = mode, Count = count, Tolerations = tolerations };
        }
        IReadOnlyList<DeviceSubRequest> first = Lists.Change(request.FirstAvailable, Default);
        return ReferenceEquals(exactly, request.Exactly) && ReferenceEquals(first, request.FirstAvailable)
            ? request
            : request with { Exactly = exactly, FirstAvailable = first };
    }

    private static DeviceSubRequest Default(DeviceSubRequest request)
    {
        IReadOnlyList<DeviceToleration> tolerations = Lists.Change(request.Tolerations, Default);
        string mode = request.AllocationMode.Length == 0 ? "ExactCount" : request.AllocationMode;
        long count = mode == "ExactCount" && request.Count == 0 ? 1 : request.Count;
        return ReferenceEquals(tolerations, request.Tolerations)
            && mode == request.AllocationMode && count == request.Count
            ? request
            : request with { AllocationMode = mode, Count = count, Tolerations = tolerations };
    }

    private static DeviceToleration Default(DeviceToleration toleration) =>
        toleration.Operator.Length > 0 ? toleration : toleration with { Operator = "Equal" };

    private static void Validate(DeviceRequest request, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        ValidateName(request.Name, request.Name, names, path, errors);
        bool several = request.FirstAvailable.Count > 0;
        if (request.Exactly is null == !several)
        {
            if (several)
            {
                errors.InvalidShown(path, ApiJson.ToText(request),
                    "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
            }
            else
                errors.Required(path, "exactly one of `exactly` or `firstAvailable` is required");
            return;
        }
        if (request.Exactly is { } exactly)
        {
            Validate(
                exactly.DeviceClassName, exactly.Selectors, exactly.AllocationMode, exactly.Count,
                exactly.Tolerations, path.Child("exactly"), errors);
        }
        FieldPath first = path.Child("firstAvailable");
        if (request.FirstAvailable.Count > FirstAvailableMax)
            errors.TooMany(first, request.FirstAvailable.Count, FirstAvailableMax);
        for (int i = 0; i < request.FirstAvailable.Count; i++)
        {
            DeviceSubRequest sub = request.FirstAvailable[i];
            ValidateName(sub.Name, $"{request.Name}/{sub.Name}", names, first.Index(i), errors);
            Validate(
                sub.DeviceClassName, sub.Selectors, sub.AllocationMode, sub.Count, sub.Tolerations,
                first.Index(i), errors);
        }
    }

    private static void Validate(
        string className, IReadOnlyList<DeviceSelector> selectors, string mode, long count,
        IReadOnlyList<DeviceToleration> tolerations, FieldPath path, FieldErrors errors)
    {
        ValueRules.RequiredName(className, NameRules.Subdomain, path.Child("deviceClassName"), errors);
        Validate(selectors, path.Child("selectors"), errors);
        switch (mode)
        {
            case "All":
                if (count != 0)
                {
                    errors.Invalid(path.Child("count"), count,
                        "must not be specified when allocationMode is 'All'");
                }
                break;
            case "ExactCount":
                if (count <= 0)
                    errors.Invalid(path.Child("count"), count, "must be greater than zero");
                break;
            default:
                errors.NotSupported(path.Child("allocationMode"), mode, "All", "ExactCount");
                break;
        }
        if (tolerations.Count > TolerationsMax)
            errors.TooMany(path.Child("tolerations"), tolerations.Count, TolerationsMax);
        for (int i = 0; i < tolerations.Count; i++)
            Validate(tolerations[i], path.Child("tolerations").Index(i), errors);
    }

    private static void Validate(DeviceToleration toleration, FieldPath path, FieldErrors errors)
    {
        if (toleration.Key.Length > 0)
            ValueRules.QualifiedName(toleration.Key, path.Child("key"), errors);
        switch (toleration.Operator)
        {
            case "Equal":
                if (toleration.Key.Length == 0)
                {
                    errors.Required(path.Child("key"),
                        "must be specified when operator is Equal");
                }
                break;
            case "Exists":
                if (toleration.Value.Length > 0)
                {
                    errors.Invalid(path.Child("value"), toleration.Value,
                        "must be empty for operator `Exists`");
                }
                break;
            case "":
                errors.Required(path.Child("operator"));
                break;
            default:
                errors.NotSupported(path.Child("operator"), toleration.Operator, "Equal", "Exists");
                break;
        }
        if (toleration.Effect is not ("" or "NoExecute" or "NoSchedule" or "None"))
        {
            errors.NotSupported(
                path.Child("effect"), toleration.Effect, "NoExecute", "NoSchedule", "None");
        }
    }

    private static void ValidateName(
        string name, string full, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        path = path.Child("name");
        if (name.Length == 0)
            errors.Required(path);
        else
            ValueRules.Name(name, NameRules.Label, path, errors);
        if (!names.Add(full))
            errors.Duplicate(path, name);
    }

    private static void ValidateReferences(
        IReadOnlyList<string> requests, HashSet<string> names, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<string>();
        if (requests.Count > RequestsMax)
            errors.TooMany(path, requests.Count, RequestsMax);
        for (int i = 0; i < requests.Count; i++)
        {
            if (!names.Contains(requests[i]))
            {
                errors.Invalid(path.Index(i), requests[i],
                    "must be the name of a request in the claim or the name of a request and a subrequest "
                    + "separated by '/'");
            }
            if (!seen.Add(requests[i]))
                errors.Duplicate(path.Index(i), requests[i]);
        }
    }

    // domain/identifier
    private static void ValidateQualified(string name, FieldPath path, FieldErrors errors)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            errors.Invalid(path, name, "must include a domain");
            return;
        }
        ValidateDriver(name[..slash], path, errors);
        string identifier = name[(slash + 1)..];
        if (identifier.Length == 0)
            errors.Required(path, "the part after the slash must not be empty");
    }
}
