using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.ApiRegistration;

/// <summary>APIServices.</summary>
internal sealed class APIServiceStrategy : Strategy<APIService>
{
    private const string Available = "Available";
    private const int PortDefault = 443;
    private const int PortMax = 65535;
    private const int GroupPriorityMax = 20000;
    private const int VersionPriorityMax = 1000;

    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override NameRule NameRule => NameRules.PathSegment;

    protected override APIService WithSpecOf(APIService value, APIService source) => value with { Spec = source.Spec };

    protected override APIService WithStatusOf(APIService value, APIService? source) =>
        value with { Status = source?.Status ?? APIServiceStatus.Empty };

    protected override APIService Default(APIService value) =>
        value.Spec.Service is { Port: null } service
            ? value with { Spec = value.Spec with { Service = service with { Port = PortDefault } } }
            : value;

    /// <summary>What this server itself serves is there from the first moment.</summary>
    public override ApiObject Identify(ApiObject value)
    {
        var service = (APIService)value;
        if (service.Spec.Service is not null)
            return service;
        return service with
        {
            Status = new()
            {
                Conditions =
                [
                    new()
                    {
                        Type = Available, Status = "True", Reason = "Local",
                        Message = "Local APIServices are always available",
                        LastTransitionTime = service.Metadata.CreationTimestamp,
                    },
                ],
            },
        };
    }

    protected override void Validate(APIService value, FieldErrors errors)
    {
        APIServiceSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        string name = value.Metadata.Name, required = $"{spec.Version}.{spec.Group}";
        if (name.Length > 0 && name != required)
        {
            errors.Invalid(FieldPath.Metadata.Child("name"), name,
                "must be `spec.version+\".\"+spec.group`: " + FieldErrors.Quote(required));
        }
        if (spec.Group.Length > 0)
            ValueRules.Name(spec.Group, NameRules.Subdomain, path.Child("group"), errors);
        else if (spec.Version != "v1")
        {
            errors.Required(path.Child("group"),
                "only v1 may have an empty group and it better be legacy kube");
        }
        ValueRules.Name(spec.Version, NameRules.Label1035, path.Child("version"), errors);
        if (spec.GroupPriorityMinimum is <= 0 or > GroupPriorityMax)
        {
            errors.Invalid(path.Child("groupPriorityMinimum"), spec.GroupPriorityMinimum,
                "must be positive and less than 20000");
        }
        if (spec.VersionPriority is <= 0 or > VersionPriorityMax)
        {
            errors.Invalid(path.Child("versionPriority"), spec.VersionPriority,
                "must be positive and less than 1000");
        }
        int bundle = spec.CaBundle?.Length ?? 0;
        FieldPath insecure = path.Child("insecureSkipTLSVerify");
        if (spec.Service is not { } service)
        {
            if (bundle > 0)
            {
                errors.Invalid(path.Child("caBundle"), $"{CellText.Number(bundle)} bytes",
                    "local APIServices may not have a caBundle");
            }
            if (spec.InsecureSkipTLSVerify)
                errors.Invalid(insecure, true, "local APIServices may not have insecureSkipTLSVerify");
            return;
        }
        path = path.Child("service");
        if (service.Namespace.Length == 0)
            errors.Required(path.Child("namespace"));
        if (service.Name.Length == 0)
            errors.Required(path.Child("name"));
        if (service.Port is { } port and (< 1 or > PortMax))
        {
            errors.Invalid(path.Child("port"), port,
                "port is not valid: must be between 1 and 65535, inclusive");
        }
        if (spec.InsecureSkipTLSVerify && bundle > 0)
            errors.Invalid(insecure, true, "may not be true if caBundle is present");
    }

    protected override void ValidateStatusUpdate(APIService value, APIService old, FieldErrors errors)
    {
        for (int i = 0; i < value.Status.Conditions.Count; i++)
        {
            string status = value.Status.Conditions[i].Status;
            if (status is not ("True" or "False" or "Unknown"))
            {
                errors.NotSupported(
                    FieldPath.Status.Child("conditions").Index(i).Child("status"), status,
                    "True", "False", "Unknown");
            }
        }
    }

    private static string AvailableText(APIService value)
    {
        APIServiceCondition? condition = value.Status.Conditions.FirstOrDefault(
            static condition => condition.Type == Available);
        if (condition is null)
            return "Unknown";
        return condition.Status == "True" ? "True" : $"{condition.Status} ({condition.Reason})";
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<APIService>(),
        Printing.Columns.Text<APIService>(
            "Service", "The reference to the service that hosts this API endpoint.",
            static value => value.Spec.Service is { } service ? $"{service.Namespace}/{service.Name}" : "Local"),
        Printing.Columns.Text<APIService>(
            "Available", "Whether this service is available.", AvailableText),
        Printing.Columns.Age<APIService>(),
    ];
}
