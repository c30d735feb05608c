using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>Which node a user is.</summary>
public static class NodeIdentity
{
    /// <summary>The node's name; null when the user is not a node.</summary>
    public static string? Of(UserInfo user) =>
        user.Username.Length > Users.NodePrefix.Length
        && user.Username.StartsWith(Users.NodePrefix, StringComparison.Ordinal)
        && user.Groups.Contains(Users.Nodes)
            ? user.Username[Users.NodePrefix.Length..]
            : null;
}
