using Kubesharp.Api.Authentication;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Admission;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>
/// Roles and bindings, read from the watch caches. The index is made anew when a role or binding has changed; between
/// changes a decision is a few dictionary look-ups. Safe from any thread: the index is swapped by reference.
/// </summary>
public sealed class RbacAuthorizer(IObjectReader objects) : IAuthorizer
{
    private RbacIndex? index;

    public ValueTask<AuthorizationResult> AuthorizeAsync(
        AuthorizationAttributes attributes, CancellationToken cancellationToken) => new(Authorize(attributes));

    internal AuthorizationResult Authorize(in AuthorizationAttributes attributes) =>
        Current().Find(attributes) is { } grant
            ? new(Decision.Allow, grant.Reason)
            : AuthorizationResult.NoOpinion;

    /// <summary>All rules that a user holds in a namespace (empty: in the whole cluster).</summary>
    public IReadOnlyList<PolicyRule> RulesOf(UserInfo user, string @namespace) => Current().RulesOf(user, @namespace);

    /// <summary>The rules of a referenced role; null when it does not exist.</summary>
    public IReadOnlyList<PolicyRule>? RulesOf(RoleRef reference, string @namespace) =>
        RoleRules.Of(objects, reference, @namespace);

    // Two threads may build the same index at once; the later one wins and both are right.
    private RbacIndex Current()
    {
        RbacIndex? current = Volatile.Read(ref index);
        if (current is not null && current.Versions == RbacIndex.VersionsOf(objects))
            return current;
        current = new RbacIndex(objects);
        Volatile.Write(ref index, current);
        return current;
    }
}
