using System.Text;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Trees;

/// <summary>
/// How Go prints a decoded JSON value. Some refusals that clients show to people hold such text; here it is made.
/// </summary>
public static class GoText
{
    /// <summary>As %v prints it: <c>map[image:x ports:[map[containerPort:80]]]</c>.</summary>
    public static string Plain(Tree tree)
    {
        var text = new StringBuilder();
        Plain(tree, text);
        return text.ToString();
    }

    /// <summary>As %#v prints it: <c>map[string]interface {}{"image":"x"}</c>.</summary>
    public static string Typed(Tree tree)
    {
        var text = new StringBuilder();
        Typed(tree, text);
        return text.ToString();
    }

    private static void Plain(Tree tree, StringBuilder text)
    {
        switch (tree)
        {
            case TreeObject value:
                text.Append("map[");
                bool first = true;
                foreach ((string key, Tree member) in Sorted(value))
                {
                    text.Append(first ? "" : " ").Append(key).Append(':');
                    Plain(member, text);
                    first = false;
                }
                text.Append(']');
                break;
            case TreeList list:
                text.Append('[');
                for (int i = 0; i < list.Count; i++)
                {
                    text.Append(i == 0 ? "" : " ");
                    Plain(list[i], text);
                }
                text.Append(']');
                break;
            case TreeString value:
                text.Append(value.Value);
                break;
            case TreeNull:
                text.Append("<nil>");
                break;
            default:
                text.Append(tree);
                break;
        }
    }

    private static void Typed(Tree tree, StringBuilder text)
    {
        switch (tree)
        {
            case TreeObject value:
                text.Append("map[string]interface {}{");
                bool first = true;
                foreach ((string key, Tree member) in Sorted(value))
                {
                    text.Append(first ? "" : ", ").Append(FieldErrors.Quote(key)).Append(':');
                    Typed(member, text);
                    first = false;
                }
                text.Append('}');
                break;
            case TreeList list:
                text.Append("[]interface {}{");
                for (int i = 0; i < list.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Typed(list[i], text);
                }
                text.Append('}');
                break;
            case TreeString value:
                text.Append(FieldErrors.Quote(value.Value));
                break;
            case TreeNull:
                text.Append("interface {}(nil)");
                break;
            default:
                text.Append(tree);
                break;
        }
    }

    // Go prints maps in the order of their keys.
    private static IEnumerable<KeyValuePair<string, Tree>> Sorted(TreeObject value) =>
        value.OrderBy(static member => member.Key, StringComparer.Ordinal);
}
