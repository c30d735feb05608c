using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Audit;

/// <summary>One rule of a policy. Empty lists match everything.</summary>
public sealed record AuditRule
{
    private const string All = "*";

    public required AuditLevel Level { get; init; }
    public IReadOnlyList<string> Users { get; init; } = [];
    public IReadOnlyList<string> UserGroups { get; init; } = [];
    public IReadOnlyList<string> Verbs { get; init; } = [];
    public IReadOnlyList<AuditResources> Resources { get; init; } = [];
    /// <summary>The empty name stands for what lies in no namespace.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];
    /// <summary>Paths; <c>*</c> at the end stands for any rest.</summary>
    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];
    public IReadOnlySet<AuditStage> OmitStages { get; init; } = new HashSet<AuditStage>();
    public bool? OmitManagedFields { get; init; }

    public bool Matches(UserInfo user, RequestInfo info)
    {
        if (Users.Count > 0 && !Users.Contains(user.Username))
            return false;
        if (UserGroups.Count > 0 && !UserGroups.Any(user.Groups.Contains))
            return false;
        if (Verbs.Count > 0 && !Verbs.Contains(info.Verb))
            return false;
        if (Namespaces.Count > 0 || Resources.Count > 0)
            return info.IsResourceRequest && MatchesResource(info);
        return NonResourceUrls.Count == 0 || (!info.IsResourceRequest && NonResourceUrls.Any(MatchesPath));

        bool MatchesPath(string pattern) => pattern == info.Path
            || (pattern.EndsWith('*') && info.Path.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1)));
    }

    private bool MatchesResource(RequestInfo info)
    {
        if (Namespaces.Count > 0 && !Namespaces.Contains(info.Namespace))
            return false;
        if (Resources.Count == 0)
            return true;
        string combined = info.Subresource.Length == 0 ? info.Resource : $"{info.Resource}/{info.Subresource}";
        foreach (AuditResources wanted in Resources)
        {
            if (wanted.Group != info.Group)
                continue;
            if (wanted.Resources.Count == 0)
                return true;
            bool named = wanted.Names.Count == 0 || wanted.Names.Contains(info.Name);
            if (named && wanted.Resources.Any(pattern => Matches(pattern, combined, info)))
                return true;
        }
        return false;
    }

    private static bool Matches(string pattern, string combined, RequestInfo info)
    {
        if (pattern == All || pattern == combined)
            return true;
        if (info.Subresource.Length == 0)
            return false;
        // pods/* are all subresources of pods; */status is the status of everything.
        return pattern == $"{info.Resource}/{All}" || pattern == $"{All}/{info.Subresource}";
    }
}

/// <summary>Resources of one API group.</summary>
/// <param name="Group">Empty for core.</param>
/// <param name="Resources">Plurals, with a subresource behind a slash; none: all of the group.</param>
/// <param name="Names">Objects' names; none: all.</param>
public sealed record AuditResources(string Group, IReadOnlyList<string> Resources, IReadOnlyList<string> Names);
