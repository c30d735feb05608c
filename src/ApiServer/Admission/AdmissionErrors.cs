using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Admission;

/// <summary>How plugins refuse.</summary>
internal static class AdmissionErrors
{
    /// <summary><c>pods "web" is forbidden: WHY</c>.</summary>
    public static Status Forbidden(AdmissionContext context, string why, params IReadOnlyList<StatusCause> causes)
    {
        string name = NameOf(context);
        return new()
        {
            StatusValue = "Failure",
            Code = 403,
            Reason = StatusReason.Forbidden,
            Message = name.Length == 0
                ? $"{context.Resource.GroupResource} is forbidden: {why}"
                : $"{context.Resource.GroupResource} \"{name}\" is forbidden: {why}",
            Details = new()
            {
                Name = name,
                Group = context.Resource.Group,
                Kind = context.Resource.Resource,
                Causes = causes,
            },
        };
    }

    public static Status NotFound(string group, string resource, string name) => new()
    {
        StatusValue = "Failure",
        Code = 404,
        Reason = StatusReason.NotFound,
        Message = $"{(group.Length == 0 ? resource : $"{resource}.{group}")} \"{name}\" not found",
        Details = new() { Name = name, Group = group, Kind = resource },
    };

    /// <summary>One text, or several in brackets, as Kubernetes joins errors.</summary>
    public static string Joined(IReadOnlyList<string> texts) =>
        texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";

    // Before a name is generated the prefix has to do.
    private static string NameOf(AdmissionContext context)
    {
        if (context.Name.Length > 0)
            return context.Name;
        if (context.Object is not { } @object)
            return "";
        return @object.Metadata.Name.Length > 0 ? @object.Metadata.Name : @object.Metadata.GenerateName;
    }
}
