using System.Globalization;
using System.Text;
using System.Text.Json;
using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;

namespace Kubesharp.Joining;

/// <summary>A token as `kubesharp token list` shows it; the columns are kubeadm's.</summary>
internal sealed record TokenRow(
    string Token, DateTimeOffset? Expires, TimeSpan? Rest, IReadOnlyList<string> Usages, string Description,
    IReadOnlyList<string> Groups)
{
    /// <summary>Null when the Secret holds no token.</summary>
    public static TokenRow? Of(Secret secret, DateTimeOffset now)
    {
        if (BootstrapToken.Of(secret) is not { } token)
            return null;
        DateTimeOffset? until = BootstrapToken.ExpiryOf(secret);
        List<string> usages = [];
        if (BootstrapToken.Value(secret, BootstrapToken.AuthenticationKey) == "true")
            usages.Add("authentication");
        if (BootstrapToken.Value(secret, BootstrapToken.SigningKey) == "true")
            usages.Add("signing");
        return new(
            token.ToText(), until, until - now, usages,
            BootstrapToken.Value(secret, BootstrapToken.DescriptionKey),
            BootstrapToken.Value(secret, BootstrapToken.GroupsKey)
                .Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    public static string Table(IReadOnlyList<TokenRow> rows)
    {
        string[][] cells =
        [
            ["TOKEN", "TTL", "EXPIRES", "USAGES", "DESCRIPTION", "EXTRA GROUPS"],
            .. rows.Select(static row => (string[])
            [
                row.Token,
                row.Rest is not { } rest ? "<forever>"
                    : rest <= TimeSpan.Zero ? "<invalid>" : HumanDuration.Format(rest),
                row.Expires is { } until
                    ? until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                    : "<never>",
                row.Usages.Count > 0 ? string.Join(',', row.Usages) : "<none>",
                row.Description.Length > 0 ? row.Description : "<none>",
                row.Groups.Count > 0 ? string.Join(',', row.Groups) : "<none>",
            ]),
        ];
        return TextTable.Of(cells);
    }

    public static string Json(IReadOnlyList<TokenRow> rows)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartArray();
            foreach (TokenRow row in rows)
            {
                json.WriteStartObject();
                json.WriteString("token", row.Token);
                json.WriteString("description", row.Description);
                if (row.Expires is { } until)
                    json.WriteString("expires", until.UtcDateTime);
                Write("usages", row.Usages);
                Write("groups", row.Groups);
                json.WriteEndObject();
            }
            json.WriteEndArray();

            void Write(string name, IReadOnlyList<string> values)
            {
                json.WriteStartArray(name);
                foreach (string value in values)
                    json.WriteStringValue(value);
                json.WriteEndArray();
            }
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
