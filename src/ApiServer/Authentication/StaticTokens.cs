using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Configuration;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Tokens of a CSV file (RFC 4180), as <c>--token-auth-file</c> takes it: token, user, uid and, optionally, groups in
/// one quoted field. Read once, at start. They say nothing about audiences: they are for this server.
/// </summary>
public sealed class StaticTokens : ITokenAuthenticator
{
    private const int FieldsMin = 3;

    // By hash: how long a look-up takes says nothing about how much of a token is right.
    private readonly Dictionary<string, UserInfo> users = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> own;

    private StaticTokens(IReadOnlyList<string> own) => this.own = own;

    /// <summary>How many tokens there are.</summary>
    public int Count => users.Count;

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The CSV.</param>
    /// <param name="own">The audiences that this server goes by.</param>
    /// <exception cref="ConfigurationException">Says every line that cannot be followed, without tokens.</exception>
    public static StaticTokens Parse(string text, IReadOnlyList<string> own)
    {
        StaticTokens tokens = new(own);
        List<string> problems = [];
        int record = 0;
        foreach (IReadOnlyList<string> fields in CsvRecords.Read(text, problems))
        {
            record++;
            if (fields.Count < FieldsMin)
            {
                problems.Add(
                    $"record {record}: must have at least 3 columns (token, user name, user uid), found "
                    + $"{fields.Count}");
            }
            else if (fields[0].Length == 0)
                problems.Add($"record {record}: the token is empty");
            else if (fields[1].Length == 0)
                problems.Add($"record {record}: the user name is empty");
            else if (!tokens.users.TryAdd(Hash(fields[0]), UserOf(fields)))
                problems.Add($"record {record}: its token is there already");
        }
        return problems.Count == 0 ? tokens : throw new ConfigurationException(problems);
    }

    ValueTask<TokenResult> ITokenAuthenticator.AuthenticateAsync(
        string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        string[] meant = [.. audiences.Intersect(own)];
        return new(meant.Length > 0 && users.TryGetValue(Hash(token), out UserInfo? user)
            ? TokenResult.Of(user, meant)
            : TokenResult.Unknown);
    }

    private static UserInfo UserOf(IReadOnlyList<string> fields) => Users.Of(
        fields[1],
        fields.Count <= FieldsMin ? [] : fields[FieldsMin].Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) with { Uid = fields[2] };

    private static string Hash(string token) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
