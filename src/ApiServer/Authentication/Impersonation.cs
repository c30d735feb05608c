using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Whom a request's Impersonate headers ask to be. Each part of that user (name, group, uid, value of an extra field)
/// is a right of its own that the caller must hold.
/// </summary>
internal sealed class Impersonation
{
    private const string ExtraPrefix = "Impersonate-Extra-", UserParts = "authentication.k8s.io";

    private readonly UserInfo caller;
    private readonly List<AuthorizationAttributes> needed = [];

    private Impersonation(UserInfo caller) => this.caller = caller;

    /// <summary>Null when parts of a user are asked for but no name is: nobody can be that.</summary>
    public UserInfo? User { get; private set; }
    public IReadOnlyList<AuthorizationAttributes> Needed => needed;

    /// <summary>Null when the headers ask for nothing.</summary>
    public static Impersonation? Of(IHeaderDictionary headers, UserInfo caller)
    {
        string name = headers["Impersonate-User"].ToString(), uid = headers["Impersonate-Uid"].ToString();
        StringValues groups = headers["Impersonate-Group"];
        Dictionary<string, IReadOnlyList<string>>? extra = ExtraOf(headers);
        if (name.Length == 0 && uid.Length == 0 && groups.Count == 0 && extra is null)
            return null;
        Impersonation impersonation = new(caller);
        if (name.Length > 0)
            impersonation.Fill(name, uid, [.. groups.Select(static group => group ?? "")], extra ?? []);
        return impersonation;
    }

    private void Fill(
        string name, string uid, List<string> groups, Dictionary<string, IReadOnlyList<string>> extra)
    {
        string[] account = name.StartsWith(Users.ServiceAccountPrefix, StringComparison.Ordinal)
            ? name[Users.ServiceAccountPrefix.Length..].Split(':')
            : [];
        if (account is [var @namespace, var own])
            needed.Add(Part("", "serviceaccounts", own) with { Namespace = @namespace });
        else
            needed.Add(Part("", "users", name));
        foreach (string group in groups)
            needed.Add(Part("", "groups", group));
        foreach ((string key, IReadOnlyList<string> values) in extra)
        {
            foreach (string value in values)
                needed.Add(Part(UserParts, "userextras", value) with { Subresource = key });
        }
        if (uid.Length > 0)
            needed.Add(Part(UserParts, "uids", uid));

        if (groups.Count == 0 && account is [var home, _])
            groups.AddRange([Users.ServiceAccounts, Users.ServiceAccountsPrefix + home]);
        // Who asks to be a user that has not logged in gets just that.
        if (name == Users.Anonymous ? !groups.Contains(Users.Unauthenticated)
            : !groups.Contains(Users.Authenticated) && !groups.Contains(Users.Unauthenticated))
        {
            groups.Add(name == Users.Anonymous ? Users.Unauthenticated : Users.Authenticated);
        }
        User = new() { Username = name, Uid = uid, Groups = groups, Extra = extra };
    }

    // Names of headers know no case, and no slash: keys are small letters, percent-encoded where needed.
    private static Dictionary<string, IReadOnlyList<string>>? ExtraOf(IHeaderDictionary headers)
    {
        Dictionary<string, IReadOnlyList<string>>? extra = null;
        foreach ((string header, StringValues values) in headers)
        {
            if (!header.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            string key = Uri.UnescapeDataString(header[ExtraPrefix.Length..].ToLowerInvariant());
            extra ??= new(StringComparer.Ordinal);
            extra[key] = [.. extra.GetValueOrDefault(key) ?? [], .. values.Select(static value => value ?? "")];
        }
        return extra;
    }

    private AuthorizationAttributes Part(string group, string resource, string name) => new()
    {
        User = caller,
        Verb = "impersonate",
        Group = group,
        Version = "v1",
        Resource = resource,
        Name = name,
        IsResourceRequest = true,
    };
}
