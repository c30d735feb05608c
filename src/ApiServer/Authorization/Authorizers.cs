using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>
/// The authorizers in their order: members of system:masters may do everything; then those that the configuration
/// names, which are nodes and roles unless told otherwise. The first that allows or denies decides; what none allows is
/// refused. Safe from any thread: another configuration is swapped in by reference.
/// </summary>
public sealed class Authorizers : IAuthorizer
{
    private readonly NodeAuthorizer nodes;
    private readonly TimeProvider time;
    private Order order;

    public Authorizers(
        IObjectReader objects, AuthorizationConfiguration? configuration = null, TimeProvider? time = null)
    {
        this.time = time ?? TimeProvider.System;
        nodes = new(objects);
        Rbac = new(objects);
        order = OrderOf(configuration ?? AuthorizationConfiguration.Default);
    }

    /// <summary>The roles: who may grant what is read from them, whether they decide or not.</summary>
    public RbacAuthorizer Rbac { get; }

    /// <summary>Whether roles are among those that decide.</summary>
    internal bool ListsRoles => Volatile.Read(ref order).Types.Contains(AuthorizerType.Rbac);

    /// <summary>From the next request on these decide.</summary>
    public void Use(AuthorizationConfiguration configuration) => Volatile.Write(ref order, OrderOf(configuration));

    public async ValueTask<AuthorizationResult> AuthorizeAsync(
        AuthorizationAttributes attributes, CancellationToken cancellationToken)
    {
        if (IsPrivileged(attributes.User))
            return new(Decision.Allow, "");
        string reasons = "", errors = "";
        foreach (IAuthorizer authorizer in Volatile.Read(ref order).Authorizers)
        {
            AuthorizationResult result = await authorizer.AuthorizeAsync(attributes, cancellationToken);
            if (result.Decision != Decision.NoOpinion)
                return result;
            reasons = Joined(reasons, result.Reason, "\n");
            errors = Joined(errors, result.Error, ", ");
        }
        return new(Decision.NoOpinion, reasons) { Error = errors };
    }

    /// <summary>Why a list of rules does not say all that the user may do; empty when it does.</summary>
    internal IReadOnlyList<string> CannotList(UserInfo user)
    {
        IReadOnlyList<AuthorizerType> types = Volatile.Read(ref order).Types;
        List<string> silent = [];
        // What a node may do depends on its Pods, which no list of rules can say.
        if (types.Contains(AuthorizerType.Node) && NodeIdentity.Of(user) is not null)
            silent.Add("node authorizer does not support user rule resolution");
        if (types.Contains(AuthorizerType.Webhook))
            silent.Add("webhook authorizer does not support user rule resolution");
        return silent;
    }

    /// <summary>Whether the user stands above all roles.</summary>
    public static bool IsPrivileged(UserInfo user)
    {
        for (int i = 0; i < user.Groups.Count; i++)
        {
            if (user.Groups[i] == Users.Masters)
                return true;
        }
        return false;
    }

    private Order OrderOf(AuthorizationConfiguration configuration) => new(
        [.. configuration.Authorizers.Select(static entry => entry.Type)],
        [.. configuration.Authorizers.Select(Authorizer)]);

    private IAuthorizer Authorizer(ConfiguredAuthorizer entry) => entry.Type switch
    {
        AuthorizerType.Node => nodes,
        AuthorizerType.Rbac => Rbac,
        AuthorizerType.Webhook => new WebhookAuthorizer(entry.Name, entry.Webhook!, time),
        AuthorizerType.AlwaysAllow => new ConstantAuthorizer(new(Decision.Allow, "")),
        _ => new ConstantAuthorizer(new(Decision.NoOpinion, "Everything is forbidden.")),
    };

    private static string Joined(string before, string next, string separator) =>
        before.Length == 0 ? next : next.Length == 0 ? before : before + separator + next;

    private sealed record Order(IReadOnlyList<AuthorizerType> Types, IReadOnlyList<IAuthorizer> Authorizers);

    private sealed class ConstantAuthorizer(AuthorizationResult result) : IAuthorizer
    {
        public ValueTask<AuthorizationResult> AuthorizeAsync(
            AuthorizationAttributes attributes, CancellationToken cancellationToken) => new(result);
    }
}
