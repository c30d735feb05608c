using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>
/// The authorizers in their order: members of system:masters may do everything; then nodes; then roles. The first that
/// allows or denies decides; what none allows is refused.
/// </summary>
public sealed class Authorizers(IObjectReader objects) : IAuthorizer
{
    private readonly NodeAuthorizer nodes = new(objects);

    public RbacAuthorizer Rbac { get; } = new(objects);

    public AuthorizationResult Authorize(in AuthorizationAttributes attributes)
    {
        if (IsPrivileged(attributes.User))
            return new(Decision.Allow, "");
        AuthorizationResult node = nodes.Authorize(attributes);
        if (node.Decision != Decision.NoOpinion)
            return node;
        AuthorizationResult role = Rbac.Authorize(attributes);
        return role.Allowed || node.Reason.Length == 0 ? role : node;
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
}
