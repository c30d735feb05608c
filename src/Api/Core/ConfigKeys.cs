using System.Buffers;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>The keys of ConfigMaps and Secrets: they become file names.</summary>
internal static class ConfigKeys
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    public static void Validate(string key, FieldPath path, FieldErrors errors)
    {
        if (key.Length > NameRules.SubdomainMax)
            errors.Invalid(path, key, NameRules.TooLong(NameRules.SubdomainMax));
        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(Allowed))
        {
            errors.Invalid(path, key,
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
                + "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
        }
        if (key == ".")
            errors.Invalid(path, key, "must not be '.'");
        else if (key == "..")
            errors.Invalid(path, key, "must not be '..'");
        else if (key.StartsWith("..", StringComparison.Ordinal))
            errors.Invalid(path, key, "must not start with '..'");
    }
}
