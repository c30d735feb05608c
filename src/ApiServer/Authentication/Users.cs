using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>The names of users and groups that the system itself gives a meaning.</summary>
public static class Users
{
    public const string Anonymous = "system:anonymous";
    public const string Authenticated = "system:authenticated";
    public const string Unauthenticated = "system:unauthenticated";
    /// <summary>May do everything, before any role is looked at.</summary>
    public const string Masters = "system:masters";
    public const string Nodes = "system:nodes";
    public const string NodePrefix = "system:node:";
    public const string ServiceAccountPrefix = "system:serviceaccount:";
    public const string ServiceAccounts = "system:serviceaccounts";
    public const string ServiceAccountsPrefix = "system:serviceaccounts:";
    public const string Bootstrappers = "system:bootstrappers";
    public const string ControllerManager = "system:kube-controller-manager";
    public const string Scheduler = "system:kube-scheduler";
    public const string Proxy = "system:kube-proxy";
    public const string ApiServer = "system:apiserver";

    public static UserInfo AnonymousUser { get; } = new() { Username = Anonymous, Groups = [Unauthenticated] };

    /// <summary>The server itself, when it writes on its own behalf.</summary>
    public static UserInfo ServerUser { get; } = Of(ApiServer, Masters);

    /// <summary>A user as authentication leaves it: with the group of all who proved who they are.</summary>
    public static UserInfo Of(string name, params string[] groups) =>
        new() { Username = name, Groups = [.. groups, Authenticated] };

    /// <summary>
    /// A user that somebody else vouches for, in the group of all who proved who they are, unless it is said already
    /// which of both it is.
    /// </summary>
    public static UserInfo WithAuthenticated(UserInfo user) =>
        user.Groups.Contains(Authenticated) || user.Groups.Contains(Unauthenticated)
            ? user
            : user with { Groups = [.. user.Groups, Authenticated] };

    public static UserInfo ServiceAccount(string @namespace, string name, string uid = "") => new()
    {
        Username = $"{ServiceAccountPrefix}{@namespace}:{name}",
        Uid = uid,
        Groups = [ServiceAccounts, ServiceAccountsPrefix + @namespace, Authenticated],
    };

    public static UserInfo Node(string name) => Of(NodePrefix + name, Nodes);
}
