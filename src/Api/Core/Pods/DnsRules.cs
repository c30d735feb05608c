using System.Globalization;
using System.Text.RegularExpressions;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What a Pod's own words about name resolution must satisfy. The limits are those of libc.</summary>
internal static partial class DnsRules
{
    private const int NameserversMax = 3;
    private const int SearchesMax = 32;
    private const int SearchCharactersMax = 2048;
    private const string SearchText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must "
        + "start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static void Validate(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        PodDNSConfig? config = spec.DnsConfig;
        if (spec.DnsPolicy == "None")
        {
            if (config is null)
                errors.Required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
            else if (config.Nameservers.Count == 0)
            {
                errors.Required(path.Child("nameservers"),
                    "must provide at least one DNS nameserver when `dnsPolicy` is None");
            }
            if (config is null || config.Nameservers.Count == 0)
                return;
        }
        if (config is not null)
            Validate(config, path, errors);
    }

    public static void ValidateHostAliases(IReadOnlyList<HostAlias> aliases, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < aliases.Count; i++)
        {
            FieldPath at = path.Child("hostAliases").Index(i);
            NameChecks.Address(aliases[i].Ip, at.Child("ip"), errors);
            for (int h = 0; h < aliases[i].Hostnames.Count; h++)
                NameChecks.Subdomain(aliases[i].Hostnames[h], at.Child("hostnames").Index(h), errors);
        }
    }

    private static void Validate(PodDNSConfig config, FieldPath path, FieldErrors errors)
    {
        FieldPath servers = path.Child("nameservers"), searches = path.Child("searches");
        if (config.Nameservers.Count > NameserversMax)
            errors.InvalidShown(servers, Show(config.Nameservers), "must not have more than 3 nameservers");
        for (int i = 0; i < config.Nameservers.Count; i++)
            NameChecks.Address(config.Nameservers[i], servers.Index(i), errors);
        if (config.Searches.Count > SearchesMax)
            errors.InvalidShown(searches, Show(config.Searches), "must not have more than 32 search paths");
        if (string.Join(' ', config.Searches).Length > SearchCharactersMax)
        {
            errors.InvalidShown(searches, Show(config.Searches), string.Create(CultureInfo.InvariantCulture,
                $"must not have more than {SearchCharactersMax} characters (including spaces) in the search list"));
        }
        for (int i = 0; i < config.Searches.Count; i++)
        {
            string search = config.Searches[i];
            if (search == ".")
                continue; // The root: names are taken as they are.
            search = search.EndsWith('.') ? search[..^1] : search;
            if (search.Length > NameRules.SubdomainMax)
                errors.Invalid(searches.Index(i), search, NameRules.TooLong(NameRules.SubdomainMax));
            if (!Search().IsMatch(search))
                errors.Invalid(searches.Index(i), search, SearchText);
        }
        for (int i = 0; i < config.Options.Count; i++)
        {
            if (config.Options[i].Name.Length == 0)
                errors.Required(path.Child("options").Index(i), "must not be empty");
        }
    }

    private static string Show(IReadOnlyList<string> values) =>
        $"[{string.Join(',', values.Select(FieldErrors.Quote))}]";

    [GeneratedRegex(
        @"^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Search();
}
