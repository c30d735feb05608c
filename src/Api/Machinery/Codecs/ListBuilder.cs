namespace Kubesharp.Api;

/// <summary>Collects the elements of a list of unknown length; a list of one costs one array of one.</summary>
public struct ListBuilder<T>
{
    private T? first;
    private T[]? items;
    private int count;

    public void Add(T item)
    {
        if (count == 0)
        {
            first = item;
        }
        else
        {
            if (items is null)
            {
                items = new T[4];
                items[0] = first!;
            }
            else if (items.Length == count)
            {
                Array.Resize(ref items, count * 2);
            }
            items[count] = item;
        }
        count++;
    }

    public readonly bool IsEmpty => count == 0;

    public T[] ToArray()
    {
        if (count == 0)
            return [];
        if (items is null)
            return [first!];
        if (items.Length != count)
            Array.Resize(ref items, count);
        return items;
    }
}
