using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>A request whose resource is known: what every verb works on.</summary>
internal sealed record Call(ServerRequest Request, ResourceDefinition Definition, Strategy Strategy)
{
    public ApiRequest Options => Request.Options;
    /// <summary>Empty for cluster-scoped resources and for all namespaces.</summary>
    public string Namespace => Definition.Namespaced ? Options.Namespace : "";
    public string Name => Options.Name;
    public string Subresource => Options.Subresource;
    public bool DryRun => Options.DryRun;
    /// <summary>A change that the server makes itself: neither prepared nor validated nor admitted.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Who owns the fields that this request sets.</summary>
    public string FieldManager
    {
        get
        {
            if (Options.FieldManager.Length > 0)
                return Options.FieldManager;
            // As upstream: the program's name, without version and system, and without what cannot be printed.
            int slash = Request.UserAgent.IndexOf('/', StringComparison.Ordinal);
            string agent = slash < 0 ? Request.UserAgent : Request.UserAgent[..slash];
            System.Text.StringBuilder name = new(agent.Length);
            int bytes = 0;
            foreach (System.Text.Rune rune in agent.EnumerateRunes())
            {
                if (!WriteOptionRules.IsPrintable(rune))
                    continue;
                bytes += rune.Utf8SequenceLength;
                if (bytes > WriteOptionRules.FieldManagerBytesMax)
                    break;
                name.Append(rune.ToString());
            }
            return name.ToString();
        }
    }

    private static readonly Action<string, string> NoAudit = static (_, _) => { };

    public Status NotFound() => StatusErrors.NotFound(Definition.Group, Definition.Plural, Name);

    public Status Modified(string name) => StatusErrors.Modified(Definition.Group, Definition.Plural, name);

    public AdmissionContext Admission(
        AdmissionVerb verb, ApiObject? value, ApiObject? old, IObjectReader objects) => new()
    {
        Verb = verb,
        Resource = Definition.Key,
        Kind = Definition.Kind,
        Subresource = Subresource,
        Namespace = Options.Namespace.Length > 0 ? Options.Namespace : (value ?? old)?.Metadata.Namespace ?? "",
        Name = Name.Length > 0 ? Name : value?.Metadata.Name ?? "",
        Object = value,
        OldObject = old,
        User = Request.User,
        DryRun = DryRun,
        Objects = objects,
        Warnings = Request.Warnings,
        Annotate = Request.Audit is { } audit ? audit.Annotate : NoAudit,
    };
}
