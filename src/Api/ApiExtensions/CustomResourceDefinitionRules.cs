using Kubesharp.Api.AdmissionRegistration;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.ApiExtensions;

/// <summary>The shape of a definition. Its schemas are looked at where they are used.</summary>
internal static class CustomResourceDefinitionRules
{
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];

    public static void Validate(CustomResourceDefinition value, FieldErrors errors)
    {
        CustomResourceDefinitionSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        string name = value.Metadata.Name;
        if (name.Length > 0 && name != $"{spec.Names.Plural}.{spec.Group}")
            errors.Invalid(FieldPath.Metadata.Child("name"), name, "must be spec.names.plural+\".\"+spec.group");
        if (spec.Group.Length == 0)
            errors.Required(path.Child("group"));
        else if (!DomainRules.ReportJoined(spec.Group, path.Child("group"), errors)
            && !spec.Group.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid(path.Child("group"), spec.Group, "should be a domain with at least one dot");
        }
        if (spec.Scope.Length == 0)
            errors.Required(path.Child("scope"));
        else if (spec.Scope is not ("Cluster" or "Namespaced"))
            errors.NotSupported(path.Child("scope"), spec.Scope, "Cluster", "Namespaced");
        Validate(spec.Versions, path.Child("versions"), errors);
        Validate(spec.Names, path.Child("names"), errors);
        if (spec.Conversion is { } conversion)
            Validate(conversion, path.Child("conversion"), errors);
        if (spec.PreserveUnknownFields)
        {
            errors.Invalid(path.Child("preserveUnknownFields"), true,
                "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in "
                + "spec.versions[*].schema instead");
        }
        ValidateStored(value, errors);
    }

    public static void ValidateUpdate(
        CustomResourceDefinition value, CustomResourceDefinition old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        bool established = old.Status.Conditions.Any(
            static condition => condition is { Type: "Established", Status: "True" });
        if (established)
        {
            Same(value.Spec.Scope, old.Spec.Scope, path.Child("scope"));
            Same(value.Spec.Names.Kind, old.Spec.Names.Kind, path.Child("names", "kind"));
        }
        Same(value.Spec.Group, old.Spec.Group, path.Child("group"));
        Same(value.Spec.Names.Plural, old.Spec.Names.Plural, path.Child("names", "plural"));

        void Same(string now, string before, FieldPath field)
        {
            if (now != before)
                errors.Invalid(field, now, ValueRules.Immutable);
        }
    }

    /// <summary>No version that objects are still stored as may go.</summary>
    public static void ValidateStored(CustomResourceDefinition value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status.Child("storedVersions");
        for (int i = 0; i < value.Status.StoredVersions.Count; i++)
        {
            string stored = value.Status.StoredVersions[i];
            if (!value.Spec.Versions.Any(version => version.Name == stored))
            {
                errors.Invalid(path.Index(i), stored,
                    "missing from spec.versions; "
                    + $"{stored} was previously a storage version, and must remain in spec.versions until a storage "
                    + "migration ensures no data remains persisted in "
                    + $"{stored} and removes {stored} from status.storedVersions");
            }
        }
    }

    private static void Validate(
        IReadOnlyList<CustomResourceDefinitionVersion> versions, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>();
        bool unique = true;
        for (int i = 0; i < versions.Count; i++)
        {
            (CustomResourceDefinitionVersion version, FieldPath at) = (versions[i], path.Index(i));
            unique &= names.Add(version.Name);
            Label(version.Name, version.Name, "", at.Child("name"), errors);
            if (version.Deprecated is false && version.DeprecationWarning is not null)
            {
                errors.Invalid(at.Child("deprecationWarning"), version.DeprecationWarning,
                    "can only be set for deprecated versions");
            }
            if (version.Schema?.OpenAPIV3Schema is null)
                errors.Required(at.Child("schema", "openAPIV3Schema"), "schemas are required");
            for (int column = 0; column < version.AdditionalPrinterColumns.Count; column++)
            {
                Validate(
                    version.AdditionalPrinterColumns[column],
                    at.Child("additionalPrinterColumns").Index(column), errors);
            }
        }
        string shown = $"[{string.Join(',', versions.Select(ApiJson.ToText))}]";
        if (!unique)
            errors.InvalidShown(path, shown, "must contain unique version names");
        if (versions.Count(static version => version.Storage) != 1)
            errors.InvalidShown(path, shown, "must have exactly one version marked as storage version");
    }

    private static void Validate(CustomResourceColumnDefinition column, FieldPath path, FieldErrors errors)
    {
        if (column.Name.Length == 0)
            errors.Required(path.Child("name"));
        if (column.Type.Length == 0)
            errors.Required(path.Child("type"), "must be one of boolean,date,integer,number,string");
        else if (!ColumnTypes.Contains(column.Type))
            errors.Invalid(path.Child("type"), column.Type, "must be one of boolean,date,integer,number,string");
        if (column.JsonPath.Length == 0)
            errors.Required(path.Child("jsonPath"));
    }

    private static void Validate(CustomResourceDefinitionNames names, FieldPath path, FieldErrors errors)
    {
        const string mixed = "may have mixed case, but should otherwise match: ";
        if (names.Plural.Length == 0)
            errors.Required(path.Child("plural"));
        else
            Label(names.Plural, names.Plural, "", path.Child("plural"), errors);
        if (names.Singular.Length > 0)
            Label(names.Singular, names.Singular, "", path.Child("singular"), errors);
        Named(names.Kind, "kind");
        for (int i = 0; i < names.ShortNames.Count; i++)
            Label(names.ShortNames[i], names.ShortNames[i], "", path.Child("shortNames").Index(i), errors);
        Named(names.ListKind, "listKind");
        if (names.Kind.Length > 0 && names.Kind == names.ListKind)
            errors.Invalid(path.Child("listKind"), names.ListKind, "kind and listKind may not be the same");
        for (int i = 0; i < names.Categories.Count; i++)
            Label(names.Categories[i], names.Categories[i], "", path.Child("categories").Index(i), errors);

        void Named(string kind, string field)
        {
            if (kind.Length == 0)
                errors.Required(path.Child(field));
            else
                Label(kind, CustomResourceDefinitionStrategy.Lower(kind), mixed, path.Child(field), errors);
        }
    }

    private static void Validate(CustomResourceConversion conversion, FieldPath path, FieldErrors errors)
    {
        if (conversion.Strategy is not ("None" or "Webhook"))
        {
            if (conversion.Strategy.Length == 0)
                errors.Required(path.Child("strategy"));
            else
                errors.NotSupported(path.Child("strategy"), conversion.Strategy, "None", "Webhook");
        }
        if (conversion.Strategy != "Webhook")
        {
            if (conversion.Webhook is not null)
            {
                errors.Forbidden(path.Child("webhook"),
                    "should not be set when strategy is not set to Webhook");
            }
            return;
        }
        FieldPath at = path.Child("webhook");
        if (conversion.Webhook?.ClientConfig is not { } client)
            errors.Required(at.Child("clientConfig"), "required when strategy is set to Webhook");
        else if (client.Url is null == client.Service is null)
            errors.Required(at.Child("clientConfig"), "exactly one of url or service is required");
        else if (client.Url is { } url)
            WebhookRules.ValidateUrl(url, at.Child("clientConfig", "url"), errors);
        else if (client.Service is { } service)
        {
            WebhookRules.ValidateService(
                service.Name, service.Namespace, service.Path,
                service.Port ?? CustomResourceDefinitionStrategy.PortDefault,
                at.Child("clientConfig", "service"), errors);
        }
        if ((conversion.Webhook?.ConversionReviewVersions.Count ?? 0) == 0)
            errors.Required(at.Child("conversionReviewVersions"));
    }

    private static void Label(string value, string checkedText, string before, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        NameRules.CheckLabel1035(checkedText, ref complaints);
        if (complaints.Any)
            errors.Invalid(path, value, before + string.Join(',', complaints.Texts));
    }
}
