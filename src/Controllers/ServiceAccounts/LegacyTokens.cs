using System.Globalization;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.ServiceAccounts;

/// <summary>Secrets that hold a token of a service account which never expires. Pure.</summary>
internal static class LegacyTokens
{
    public const string AccountName = "kubernetes.io/service-account.name";
    public const string AccountUid = "kubernetes.io/service-account.uid";
    public const string LastUsed = "kubernetes.io/legacy-token-last-used";
    public const string InvalidSince = "kubernetes.io/legacy-token-invalid-since";
    public const string Token = "token", Authority = "ca.crt", NamespaceKey = "namespace";
    private const string DateFormat = "yyyy-MM-dd";

    public static bool Is(Secret secret) => secret.Type == SecretType.ServiceAccountToken;

    public static string AccountOf(Secret secret) => secret.Metadata.Annotations.GetValueOrDefault(AccountName, "");

    /// <summary>Whether the Secret is for this very account, and not for an earlier one of its name.</summary>
    public static bool IsFor(Secret secret, ServiceAccount account)
    {
        string uid = secret.Metadata.Annotations.GetValueOrDefault(AccountUid, "");
        return AccountOf(secret) == account.Metadata.Name && (uid.Length == 0 || uid == account.Metadata.Uid);
    }

    public static string DateOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Midnight of a date, in UTC; null when the text is none.</summary>
    public static DateTimeOffset? ReadDate(string? text) => DateTimeOffset.TryParseExact(
        text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;
}
