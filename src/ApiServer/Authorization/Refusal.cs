using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>The 403 that clients see, in Kubernetes' words.</summary>
public static class Refusal
{
    /// <summary>As below; 500 when an authorizer could not decide, for then it is not the caller's fault.</summary>
    public static Status Of(in AuthorizationAttributes attributes, AuthorizationResult result) =>
        result.Error.Length > 0
            ? StatusErrors.Internal(result.Error)
            : Of(attributes, result.Reason);

    public static Status Of(in AuthorizationAttributes attributes, string reason)
    {
        string sentence = Sentence(attributes);
        if (reason.Length > 0)
            sentence = $"{sentence}: {reason}";
        if (!attributes.IsResourceRequest)
        {
            return new()
            {
                StatusValue = "Failure",
                Code = 403,
                Reason = StatusReason.Forbidden,
                Message = $"forbidden: {sentence}",
                Details = StatusDetails.Empty,
            };
        }
        string resource =
            attributes.Group.Length == 0 ? attributes.Resource : $"{attributes.Resource}.{attributes.Group}";
        string subject = attributes.Name.Length == 0 ? resource : $"{resource} \"{attributes.Name}\"";
        return new()
        {
            StatusValue = "Failure",
            Code = 403,
            Reason = StatusReason.Forbidden,
            Message = $"{subject} is forbidden: {sentence}",
            Details = new() { Name = attributes.Name, Group = attributes.Group, Kind = attributes.Resource },
        };
    }

    private static string Sentence(in AuthorizationAttributes attributes)
    {
        string user = attributes.User.Username;
        if (!attributes.IsResourceRequest)
            return $"User \"{user}\" cannot {attributes.Verb} path \"{attributes.Path}\"";
        string scope = attributes.Namespace.Length == 0
            ? "at the cluster scope"
            : $"in the namespace \"{attributes.Namespace}\"";
        return $"User \"{user}\" cannot {attributes.Verb} resource \"{attributes.CombinedResource}\" "
            + $"in API group \"{attributes.Group}\" {scope}";
    }
}
