using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Reports what is wrong with a name, an address or a path that a field holds.</summary>
internal static class NameChecks
{
    private const string AddressText = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    public static void Label(string value, FieldPath path, FieldErrors errors)
    {
        if (NameRules.IsLabel(value))
            return;
        Complaints complaints = default;
        NameRules.CheckLabel(value, ref complaints);
        complaints.Report(path, value, errors);
    }

    public static void Subdomain(string value, FieldPath path, FieldErrors errors)
    {
        if (NameRules.IsSubdomain(value))
            return;
        Complaints complaints = default;
        NameRules.CheckSubdomain(value, ref complaints);
        complaints.Report(path, value, errors);
    }

    /// <summary>A name that may be the start of a longer one.</summary>
    public static void SubdomainPrefix(string value, FieldPath path, FieldErrors errors)
    {
        if (NameRules.IsSubdomain(value))
            return;
        Complaints complaints = default;
        NameRules.Subdomain(value, true, ref complaints);
        complaints.Report(path, value, errors);
    }

    public static void Qualified(string value, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        NameRules.CheckQualifiedName(value, ref complaints);
        complaints.Report(path, value, errors);
    }

    public static void LabelValue(string value, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        NameRules.CheckLabelValue(value, ref complaints);
        complaints.Report(path, value, errors);
    }

    /// <summary>As old fields take them: leading zeros are let through, they read as decimal.</summary>
    public static void Address(string value, FieldPath path, FieldErrors errors)
    {
        if (!IsAddress(value))
            errors.Invalid(path, value, AddressText);
    }

    public static bool IsAddress(string value) => FamilyOf(value) != 0;

    /// <summary>4, 6, or 0 for what is no address.</summary>
    public static int FamilyOf(string value)
    {
        if (value.Contains(':', StringComparison.Ordinal))
        {
            bool valid = !value.Contains('%', StringComparison.Ordinal)
                && !value.Contains('[', StringComparison.Ordinal)
                && System.Net.IPAddress.TryParse(value, out _);
            return valid ? 6 : 0;
        }
        string[] parts = value.Split('.');
        if (parts.Length != 4)
            return 0;
        foreach (string part in parts)
        {
            if (part.Length is 0 or > 3 || part.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
                return 0;
            if (int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > 255)
                return 0;
        }
        return 4;
    }

    /// <summary>A path that must stay below where it starts.</summary>
    public static void RelativePath(string value, FieldPath path, FieldErrors errors)
    {
        if (value.StartsWith('/'))
            errors.Invalid(path, value, "must be a relative path");
        NoBacksteps(value, path, errors);
    }

    /// <summary>As <see cref="RelativePath"/>; names that start with two dots are the volume's own.</summary>
    public static void UnreservedPath(string value, FieldPath path, FieldErrors errors)
    {
        RelativePath(value, path, errors);
        if (value.StartsWith("..", StringComparison.Ordinal) && !value.StartsWith("../", StringComparison.Ordinal))
            errors.Invalid(path, value, "must not start with '..'");
    }

    public static void NoBacksteps(string value, FieldPath path, FieldErrors errors)
    {
        if (HasBackstep(value))
            errors.Invalid(path, value, "must not contain '..'");
    }

    public static bool HasBackstep(string value)
    {
        if (!value.Contains("..", StringComparison.Ordinal))
            return false;
        foreach (Range part in value.AsSpan().Split('/'))
        {
            if (value.AsSpan(part) is "..")
                return true;
        }
        return false;
    }

    public static void Required(string value, FieldPath parent, string field, FieldErrors errors)
    {
        if (value.Length == 0)
            errors.Required(parent.Child(field));
    }
}
